package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;
import io.edgeflow.formats.quant.GivenQuantization;
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
  private final GivenQuantization given;

  StoreWeights(TargetProfile profile, boolean hybrid) {
    this(profile, hybrid, GivenQuantization.NONE);
  }

  /**
   * @param hybrid whether kernels for floats read the integers where they can, and round what they
   *     multiply them with to 8 bits; else the integers are expanded before each
   * @param given of a file that was read
   */
  StoreWeights(TargetProfile profile, boolean hybrid, GivenQuantization given) {
    this.profile = profile;
    this.hybrid = hybrid;
    this.given = given;
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
    boolean expanded = !(hybrid && kernel.hybrid());
    return given
        .weight(weight.name(), weight.value(), oneScale)
        .map(c -> stored(weight.name(), c.integers(), c.scales(), expanded))
        .orElseGet(
            () -> {
              QuantizedLayer layer = profile.scheme().layer(weight.value(), oneScale);
              return stored(weight.name(), layer.weight(), layer.weightScale(), expanded);
            });
  }

  private static LoweredConstant stored(
      String name, Tensor integers, Tensor scales, boolean expanded) {
    return new LoweredConstant(name, integers, new ConstantQuant(scales, 0), expanded);
  }
}
