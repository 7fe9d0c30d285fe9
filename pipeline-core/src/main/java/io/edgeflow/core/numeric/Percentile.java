package io.edgeflow.core.numeric;

import java.util.Arrays;

/** Percentiles by nearest rank: always a value that was measured, never one in between. */
public final class Percentile {
  private Percentile() {}

  /**
   * The smallest value that at least this share of the values does not exceed.
   *
   * @param share 0 (the smallest value) to 1 (the largest)
   * @param values in any order, at least one; not changed
   * @throws IllegalArgumentException if there is no value, or the share is no share
   */
  public static double of(double share, double[] values) {
    if (values.length == 0 || !(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("The share " + share + " of " + values.length + " values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
