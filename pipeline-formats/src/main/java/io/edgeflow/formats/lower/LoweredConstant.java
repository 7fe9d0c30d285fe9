package io.edgeflow.formats.lower;

import io.edgeflow.core.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constant of a fused operation.
 *
 * @param name the graph's name for it
 * @param value floats, or the integers of {@code quant}
 * @param quant null for floats
 */
public record LoweredConstant(String name, Tensor value, @Nullable ConstantQuant quant) {
  /**
   * How integers stand for reals.
   *
   * @param scales FLOAT32, one for each index of the first axis; or one, as a scalar, for all
   * @param zeroPoint shared by all scales
   */
  public record ConstantQuant(Tensor scales, int zeroPoint) {}

  /** A float constant. */
  static LoweredConstant floats(String name, Tensor value) {
    return new LoweredConstant(name, value, null);
  }

  /** The quantization; empty for floats. */
  public Optional<ConstantQuant> quantization() {
    return Optional.ofNullable(quant);
  }

  LoweredConstant withValue(Tensor newValue) {
    return new LoweredConstant(name, newValue, quant);
  }
}
