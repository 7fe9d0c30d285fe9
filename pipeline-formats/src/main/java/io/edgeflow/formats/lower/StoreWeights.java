package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.quant.QuantizedLayer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Stores large weights in 8-bit integers, symmetric, with a scale for each output channel where
 * these are the rows; whatever else an operation reads stays in floats. The limit is that of
 * TensorFlow's converter ({@code minimum_elements_for_weights}): smaller ones are not worth a
 * kernel's conversions.
 */
final class StoreWeights implements Rule {
  private static final int LEAST_ELEMENTS = 1024;

  private final TargetProfile profile;
  private final boolean hybrid;

  /**
   * @param hybrid whether kernels for floats read the integers where they can, and round what they
   *     multiply them with to 8 bits; else the integers are expanded before each
   */
  StoreWeights(TargetProfile profile, boolean hybrid) {
    this.profile = profile;
    this.hybrid = hybrid;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    graph.ops().forEach(op -> op.dispatch(fused -> rewrite.add(stored(fused)), rewrite::add));
    return rewrite.done();
  }

  private FusedOp stored(FusedOp op) {
    Map<ConstantRole, LoweredConstant> constants = new EnumMap<>(ConstantRole.class);
    op.constants()
        .forEach((role, c) -> constants.put(role, isLarge(role, c) ? integers(op, c) : c));
    return op.withConstants(constants);
  }

  private static boolean isLarge(ConstantRole role, LoweredConstant constant) {
    return role.multiplies()
        && constant.quantization().isEmpty()
        && constant.value().size() >= LEAST_ELEMENTS;
  }

  /** Writers order the rows of other weights anew, so that these have one scale. */
  private LoweredConstant integers(FusedOp op, LoweredConstant weight) {
    KernelTraits kernel = op.op().accept(profile);
    boolean rowsAreOutputs = op.op().weightAxis().orElse(-1) == 0;
    boolean oneScale = kernel.oneWeightScale() || !rowsAreOutputs;
    QuantizedLayer layer = profile.scheme().layer(weight.value(), oneScale);
    return new LoweredConstant(
        weight.name(),
        layer.weight(),
        new ConstantQuant(layer.weightScale(), 0),
        !(hybrid && kernel.hybrid()));
  }
}
