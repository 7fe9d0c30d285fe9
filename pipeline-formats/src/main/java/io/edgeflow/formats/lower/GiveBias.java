package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.ConstantRole;
import java.util.EnumMap;
import java.util.Map;

/** Gives a bias of zeros to each operation that has a weight and no bias. */
final class GiveBias implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    graph.ops().forEach(op -> op.dispatch(fused -> rewrite.add(biased(fused)), rewrite::add));
    return rewrite.done();
  }

  private static FusedOp biased(FusedOp op) {
    if (!op.weighted() || op.optional(ConstantRole.BIAS).isPresent()) {
      return op;
    }
    int channels = op.constant(ConstantRole.WEIGHT).value().dim(0);
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(op.constants());
    constants.put(
        ConstantRole.BIAS,
        FoldAffine.named(op, ConstantRole.BIAS, new int[] {channels}, new float[channels]));
    return op.withConstants(constants);
  }
}
