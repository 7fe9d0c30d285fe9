package io.edgeflow.monitor.replay;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.FeatureKind;
import java.util.Arrays;
import java.util.List;

/** What is done to rows before they are sent. NaN stays missing. */
@FunctionalInterface
interface Disturbance {
  /**
   * Changes rows in place.
   *
   * @param values whole rows of {@code columns} values, one after the other
   */
  void apply(float[] values, int columns);

  /**
   * The disturbance that a configuration names. To invert is to mirror each column, with its limits
   * over train and test: an image between them, {@code max + min - value}, which makes it its
   * negative; other samples at the largest value, {@code 2 max - value}, since a column that is
   * symmetrical has the same distribution when it is mirrored between its limits.
   */
  static Disturbance of(ReplayConfig.Transform transform, Dataset data) {
    return switch (transform) {
      case NONE -> (values, columns) -> {};
      case INVERT -> mirror(data);
    };
  }

  private static Disturbance mirror(Dataset data) {
    int columns = data.schema().columns().size();
    float[] low = new float[columns];
    float[] high = new float[columns];
    limits(List.of(data.train(), data.test()), low, high);
    boolean between = data.schema().raw().kind() == FeatureKind.IMAGE;
    float[] sums = new float[columns];
    for (int c = 0; c < columns; c++) {
      sums[c] = high[c] + (between ? low[c] : high[c]);
    }
    return (values, width) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = sums[i % width] - values[i];
      }
    };
  }

  private static void limits(List<Split> splits, float[] low, float[] high) {
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    for (Split split : splits) {
      for (int row = 0; row < split.rows(); row++) {
        float[] values = split.raw(row);
        for (int c = 0; c < values.length; c++) {
          if (!Float.isNaN(values[c])) {
            low[c] = Math.min(low[c], values[c]);
            high[c] = Math.max(high[c], values[c]);
          }
        }
      }
    }
  }
}
