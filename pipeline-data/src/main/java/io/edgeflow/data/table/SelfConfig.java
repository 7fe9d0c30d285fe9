package io.edgeflow.data.table;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import java.util.List;
import java.util.Optional;

/**
 * The sample itself (reconstruction), learnt from normal records.
 *
 * @param anomaly the column that tells anomalies; when absent every record counts as normal
 * @param quantile the share of normal validation rows whose error is not above the threshold
 */
public record SelfConfig(Optional<String> anomaly, double quantile) implements TargetConfig {
  /** The column that tells anomalies. */
  public static final Field<String> ANOMALY =
      Field.text("anomaly", null, "self: the column that is 1 or true for an anomaly");

  /** Where the threshold lies among the errors of normal rows. */
  public static final Field<Double> ANOMALY_QUANTILE =
      Field.number(
              "anomaly_quantile",
              0.99,
              0.5,
              1,
              "self: share of normal validation rows whose error is not above the threshold")
          .in("ratio");

  static final List<Field<?>> KEYS = List.of(ANOMALY, ANOMALY_QUANTILE);

  static SelfConfig from(Section section) {
    return new SelfConfig(section.find(ANOMALY), section.get(ANOMALY_QUANTILE));
  }

  @Override
  public List<String> columns() {
    return anomaly.stream().toList();
  }

  @Override
  public List<TableCell> cells() {
    return anomaly.map(column -> TableCell.number(column, "truth[1]")).stream().toList();
  }

  @Override
  public OutputKind output() {
    return OutputKind.RECONSTRUCTION;
  }

  @Override
  public Target resolve(CollectedTable table) {
    return new SelfTarget(anomaly.orElse(null), quantile);
  }

  @Override
  public String label(Cells cells) {
    return "NULL";
  }

  @Override
  public String truth(Cells cells) {
    return anomaly.map(column -> "[" + CellText.anomaly(cells.text(column)) + "]").orElse("NULL");
  }
}
