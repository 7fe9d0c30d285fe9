package io.edgeflow.formats.lower;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.HalfFloat;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constant of a fused operation.
 *
 * @param name the graph's name for it
 * @param value floats, or the integers of {@code quant}
 * @param quant null for floats
 * @param readAsFloats whether the kernel reads 32-bit floats, however the constant is stored
 */
public record LoweredConstant(
    String name, Tensor value, @Nullable ConstantQuant quant, boolean readAsFloats) {
  /**
   * How integers stand for reals.
   *
   * @param scales FLOAT32, one for each index of the first axis; or one, as a scalar, for all
   * @param zeroPoint shared by all scales
   */
  public record ConstantQuant(Tensor scales, int zeroPoint) {}

  /** A constant that kernels read as it is stored: integers of {@code quant}. */
  public LoweredConstant(String name, Tensor value, ConstantQuant quant) {
    this(name, value, quant, false);
  }

  /** A float constant. */
  static LoweredConstant floats(String name, Tensor value) {
    return new LoweredConstant(name, value, null, true);
  }

  /** The same constant in 16-bit floats. */
  LoweredConstant halves() {
    return new LoweredConstant(name, HalfFloat.of(value), quant, readAsFloats);
  }

  /** Whether the constant has to be brought to 32-bit floats before the kernel reads it. */
  public boolean storedSmaller() {
    return readAsFloats && value.type() != ElementType.FLOAT32;
  }

  /** The quantization; empty for floats. */
  public Optional<ConstantQuant> quantization() {
    return Optional.ofNullable(quant);
  }

  /** The reals that it stands for. */
  public float[] toFloats() {
    if (quant == null) {
      return value.toFloats();
    }
    return new GivenConstant(value, quant.scales(), quant.zeroPoint()).toFloats();
  }

  /** The same constant with its elements in another order. */
  public LoweredConstant withValue(Tensor newValue) {
    return new LoweredConstant(name, newValue, quant, readAsFloats);
  }
}
