package io.edgeflow.formats.quant;

/**
 * How a tensor's real values map to 8-bit integers: {@code real = scale * (quantized - zeroPoint)}.
 *
 * @param scale positive and finite
 * @param zeroPoint within the integer type's range
 */
public record QuantParams(float scale, int zeroPoint) {
  /** Checks the scale. */
  public QuantParams {
    if (!(scale > 0) || Float.isInfinite(scale)) {
      throw new IllegalArgumentException("A scale of " + scale);
    }
  }
}
