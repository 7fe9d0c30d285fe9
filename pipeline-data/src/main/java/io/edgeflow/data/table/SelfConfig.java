package io.edgeflow.data.table;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
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
 * @param normal the sources without that column, all of whose records are normal
 */
public record SelfConfig(Optional<String> anomaly, double quantile, List<String> normal)
    implements TargetConfig {
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

  /** The sources that need not tell. */
  public static final Field<List<String>> NORMAL_SOURCES =
      Field.texts(
          "normal_sources",
          List.of(),
          List.of(),
          "self: sources without the anomaly column, all of whose records are normal");

  static final List<Field<?>> KEYS = List.of(ANOMALY, ANOMALY_QUANTILE, NORMAL_SOURCES);

  /** Copies the names. */
  public SelfConfig {
    normal = List.copyOf(normal);
  }

  /** Of sources that all have the column. */
  public SelfConfig(Optional<String> anomaly, double quantile) {
    this(anomaly, quantile, List.of());
  }

  static SelfConfig from(Section section, Problems problems) {
    Optional<String> anomaly = section.find(ANOMALY);
    List<String> normal = section.get(NORMAL_SOURCES);
    if (anomaly.isEmpty() && !normal.isEmpty()) {
      section.refuse(problems, NORMAL_SOURCES, "has no meaning without anomaly: all are normal");
    }
    return new SelfConfig(anomaly, section.get(ANOMALY_QUANTILE), normal);
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
    return anomaly
        .map(column -> "[" + CellText.anomaly(cells.text(column)) + "]")
        .orElse(normal.isEmpty() ? "NULL" : "[CAST(0 AS DOUBLE)]");
  }

  /** Anomalous with any of its rows; what is not told of one is not told of the window. */
  @Override
  public String ofWindow(int last, int truth) {
    return "[CASE WHEN COUNT(truth[1]) = COUNT(*) THEN MAX(truth[1]) END]";
  }

  @Override
  public List<String> sources() {
    return normal;
  }

  @Override
  public TargetConfig in(String source) {
    return normal.stream().anyMatch(name -> (source + "/").startsWith(name + "/"))
        ? new SelfConfig(Optional.empty(), quantile, List.of(source))
        : this;
  }
}
