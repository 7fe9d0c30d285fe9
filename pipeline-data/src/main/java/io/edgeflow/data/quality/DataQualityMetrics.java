package io.edgeflow.data.quality;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The five dimensions as measured, each a ratio of 0 to 1, or NaN with 0 samples when it could not
 * be measured. {@link DataQualityChecker} holds the formulas.
 *
 * @param completeness samples are expected cells
 * @param consistency samples are rows
 * @param accuracy samples are rows
 * @param timeliness samples are rows
 * @param validity samples are non-empty cells
 * @param validation the rules for columns and rows, judged; null where there is none
 * @param byColumn the same five of each column; null in what was kept before they were measured
 */
public record DataQualityMetrics(
    Metric completeness,
    Metric consistency,
    Metric accuracy,
    Metric timeliness,
    Metric validity,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<Check> validation,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<ColumnQuality> byColumn) {
  /** Copies the lists. */
  public DataQualityMetrics {
    validation = validation == null ? null : List.copyOf(validation);
    byColumn = byColumn == null ? null : List.copyOf(byColumn);
  }

  /** Where nothing is demanded of columns. */
  public DataQualityMetrics(
      Metric completeness,
      Metric consistency,
      Metric accuracy,
      Metric timeliness,
      Metric validity) {
    this(completeness, consistency, accuracy, timeliness, validity, null, null);
  }

  /** The same with what came of the rules for columns and rows. */
  public DataQualityMetrics validated(List<Check> checks) {
    return checks.isEmpty()
        ? this
        : new DataQualityMetrics(
            completeness, consistency, accuracy, timeliness, validity, checks, byColumn);
  }

  /** The same with what was measured of each column. */
  DataQualityMetrics byColumn(List<ColumnQuality> columns) {
    return new DataQualityMetrics(
        completeness, consistency, accuracy, timeliness, validity, validation, columns);
  }

  /** The five of each column: features or their channels, truths, the timestamp. */
  public List<ColumnQuality> columns() {
    return byColumn == null ? List.of() : byColumn;
  }

  /** What came of the rules for columns and rows, see {@code data_pipeline.validation}. */
  public List<Check> checks() {
    return validation == null ? List.of() : validation;
  }

  /** The same with timeliness as measured at another time. */
  public DataQualityMetrics with(Metric newTimeliness) {
    return new DataQualityMetrics(
        completeness,
        consistency,
        accuracy,
        newTimeliness,
        validity,
        validation,
        columns().stream().map(column -> column.at(newTimeliness.value())).toList());
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
