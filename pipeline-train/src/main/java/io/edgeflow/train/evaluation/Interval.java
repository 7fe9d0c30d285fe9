package io.edgeflow.train.evaluation;

/**
 * A confidence interval of a metric.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
  /** The confidence of every interval: in 95 of 100 samples it holds the true value. */
  public static final double CONFIDENCE = 0.95;

  private static final double Z = 1.959963984540054;

  /** Checks the order. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("An interval from " + low + " to " + high);
    }
  }

  /**
   * The score interval of a share (Wilson, "Probable inference, the law of succession, and
   * statistical inference", 1927).
   *
   * @param hits 0 to {@code rows}
   * @param rows at least 1
   */
  public static Interval wilson(long hits, long rows) {
    double share = (double) hits / rows;
    double weight = Z * Z / rows;
    double centre = (share + weight / 2) / (1 + weight);
    double reach = Z / (1 + weight) * Math.sqrt(share * (1 - share) / rows + weight / (4 * rows));
    return new Interval(
        hits == 0 ? 0 : Math.max(0, centre - reach),
        hits == rows ? 1 : Math.min(1, centre + reach));
  }
}
