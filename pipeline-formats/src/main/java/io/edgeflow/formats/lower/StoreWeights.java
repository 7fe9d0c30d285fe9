package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.quant.QuantizedLayer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Stores large weights in 8-bit integers, symmetric, with a scale for each output channel; whatever
 * else an operation reads stays in floats. The limit is that of TensorFlow's converter ({@code
 * minimum_elements_for_weights}): smaller ones are not worth a kernel's conversions.
 */
final class StoreWeights implements Rule {
  private static final int LEAST_ELEMENTS = 1024;

  private final TargetProfile profile;

  StoreWeights(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    graph.ops().forEach(op -> op.dispatch(fused -> rewrite.add(stored(fused)), rewrite::add));
    return rewrite.done();
  }

  private FusedOp stored(FusedOp op) {
    if (op.op().weightAxis().orElse(-1) != 0) {
      return op;
    }
    LoweredConstant weight = op.constant(ConstantRole.WEIGHT);
    if (weight.quantization().isPresent() || weight.value().size() < LEAST_ELEMENTS) {
      return op;
    }
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(op.constants());
    constants.put(ConstantRole.WEIGHT, integers(weight, op.op().accept(profile)));
    return op.withConstants(constants);
  }

  private LoweredConstant integers(LoweredConstant weight, KernelTraits kernel) {
    QuantizedLayer layer = profile.scheme().layer(weight.value(), kernel.oneWeightScale());
    return new LoweredConstant(
        weight.name(), layer.weight(), new ConstantQuant(layer.weightScale(), 0), !kernel.hybrid());
  }
}
