package io.edgeflow.core.metric;

/**
 * The metric that a model is judged by, with what it means to keep it.
 *
 * @param name snake_case
 * @param unit for example {@code ratio}
 * @param direction which way is better; not neutral
 */
public record PrimaryMetric(String name, String unit, Direction direction) {
  /** Checks the direction. */
  public PrimaryMetric {
    if (direction == Direction.NEUTRAL) {
      throw new IllegalArgumentException("Nothing can be judged by " + name);
    }
  }

  /** A measured value of this metric. */
  public Metric of(double value, long samples) {
    return new Metric(name, value, unit, direction, samples);
  }

  /**
   * How much of the metric is kept, 1 for all of it, above 1 for an improvement: {@code changed /
   * original} where higher is better, {@code original / changed} where lower is, and 1 once that is
   * 0.
   *
   * @return NaN if a value is NaN, or if higher is better and the original was 0
   */
  public double retention(double original, double changed) {
    if (direction == Direction.HIGHER_IS_BETTER) {
      return original == 0 ? Double.NaN : changed / original;
    }
    return changed == 0 && !Double.isNaN(original) ? 1 : original / changed;
  }

  /** How much worse the changed value is, in the metric's unit; negative for an improvement. */
  public double drop(double original, double changed) {
    return direction == Direction.HIGHER_IS_BETTER ? original - changed : changed - original;
  }
}
