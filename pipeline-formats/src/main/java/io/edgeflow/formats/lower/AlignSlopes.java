package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Gives the slopes of channels as many axes as the sample has, as kernels want them. */
final class AlignSlopes implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      op.dispatch(fused -> rewrite.add(aligned(graph, fused)), rewrite::add);
    }
    return rewrite.done();
  }

  private static FusedOp aligned(LoweredGraph graph, FusedOp op) {
    if (op.optional(ConstantRole.SLOPE).isEmpty()) {
      return op;
    }
    LoweredConstant slope = op.constant(ConstantRole.SLOPE);
    int[] dims = new int[graph.value(op.output()).shape().rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = slope.value().size();
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(op.constants());
    constants.put(ConstantRole.SLOPE, slope.withValue(Tensor.of(dims, slope.value().toFloats())));
    return op.withConstants(constants);
  }
}
