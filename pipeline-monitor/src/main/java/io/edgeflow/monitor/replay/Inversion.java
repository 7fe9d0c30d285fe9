package io.edgeflow.monitor.replay;

import io.edgeflow.core.dataset.Split;
import java.util.Arrays;
import java.util.List;

/**
 * Turns each value into {@code column max + column min - value}, with the columns' limits over the
 * given splits. NaN stays missing, and the range of each column stays what it was.
 */
final class Inversion {
  private final float[] sums;

  private Inversion(float[] sums) {
    this.sums = sums;
  }

  static Inversion over(List<Split> splits, int columns) {
    float[] min = new float[columns];
    float[] max = new float[columns];
    Arrays.fill(min, Float.POSITIVE_INFINITY);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    for (Split split : splits) {
      for (int row = 0; row < split.rows(); row++) {
        float[] values = split.raw(row);
        for (int c = 0; c < columns; c++) {
          if (!Float.isNaN(values[c])) {
            min[c] = Math.min(min[c], values[c]);
            max[c] = Math.max(max[c], values[c]);
          }
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      max[c] += min[c];
    }
    return new Inversion(max);
  }

  float[] apply(float[] raw) {
    float[] inverted = new float[raw.length];
    for (int c = 0; c < raw.length; c++) {
      inverted[c] = sums[c] - raw[c];
    }
    return inverted;
  }
}
