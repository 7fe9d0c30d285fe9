package io.edgeflow.core.metric;

import java.util.Locale;

/**
 * A number that leaves a stage.
 *
 * @param name snake_case
 * @param value may be NaN, which means that it could not be measured
 * @param unit for example {@code ratio}, {@code ms}, {@code MB}
 * @param samples how many samples it was measured on
 */
public record Metric(String name, double value, String unit, Direction direction, long samples) {
  /** A ratio of 0 to 1 that is better when higher. */
  public static Metric ratio(String name, double value, long samples) {
    return new Metric(name, value, "ratio", Direction.HIGHER_IS_BETTER, samples);
  }

  /** For people: {@code accuracy 0.9733 ratio}. */
  @Override
  public String toString() {
    return Double.isNaN(value)
        ? name + " not measured"
        : String.format(Locale.ROOT, "%s %.4g %s", name, value, unit);
  }
}
