package io.edgeflow.core.graph;

/**
 * The smallest and largest value that calibration saw in a tensor, as seen (zero not forced in).
 */
public record ValueRange(float min, float max) {
  /** Refuses NaN, infinities and reversed ends. */
  public ValueRange {
    if (!(min <= max) || Float.isInfinite(min) || Float.isInfinite(max)) {
      throw new IllegalArgumentException("Not a range: [" + min + ", " + max + "]");
    }
  }

  /** The smallest range that holds both. */
  public ValueRange union(ValueRange other) {
    return new ValueRange(Math.min(min, other.min), Math.max(max, other.max));
  }
}
