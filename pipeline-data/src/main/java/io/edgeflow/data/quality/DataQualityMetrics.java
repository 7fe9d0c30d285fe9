package io.edgeflow.data.quality;

import io.edgeflow.core.metric.Metric;
import java.util.List;

/**
 * The five dimensions as measured, each a ratio of 0 to 1, or NaN with 0 samples when it could not
 * be measured. {@link DataQualityChecker} holds the formulas.
 *
 * @param completeness samples are expected cells
 * @param consistency samples are rows
 * @param accuracy samples are rows
 * @param timeliness samples are rows
 * @param validity samples are non-empty cells
 */
public record DataQualityMetrics(
    Metric completeness, Metric consistency, Metric accuracy, Metric timeliness, Metric validity) {

  /** The same with timeliness as measured at another time. */
  public DataQualityMetrics with(Metric newTimeliness) {
    return new DataQualityMetrics(completeness, consistency, accuracy, newTimeliness, validity);
  }

  /** All five, in the order of {@link Dimension}. */
  public List<Metric> all() {
    return List.of(completeness, consistency, accuracy, timeliness, validity);
  }

  /** Those that could be measured. */
  public List<Metric> measured() {
    return all().stream().filter(metric -> !Double.isNaN(metric.value())).toList();
  }

  /** One of the five. */
  public Metric of(Dimension dimension) {
    return switch (dimension) {
      case COMPLETENESS -> completeness;
      case CONSISTENCY -> consistency;
      case ACCURACY -> accuracy;
      case TIMELINESS -> timeliness;
      case VALIDITY -> validity;
    };
  }
}
