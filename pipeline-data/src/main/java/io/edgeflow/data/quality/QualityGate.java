package io.edgeflow.data.quality;

import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The gate {@code data_quality}. */
public final class QualityGate {
  /** Its name. */
  public static final String NAME = "data_quality";

  private static final int MOST_NAMED = 3;

  private QualityGate() {}

  /**
   * Judges the five dimensions, that every collected row is accounted for, and the rules for
   * columns and rows.
   *
   * @param collected rows that came in
   * @param accounted valid rows plus quarantined rows
   */
  public static GateReport judge(
      DataQualityMetrics metrics, QualityConfig config, long collected, long accounted) {
    List<Check> checks = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      checks.add(check(dimension, metrics, config));
    }
    double lost = (double) Math.abs(collected - accounted) / collected;
    Metric share = Metric.ratio("accounted_rows", 1 - lost, collected);
    checks.add(Check.atLeast(share, 1, "rows got lost between source and quarantine: report it"));
    checks.addAll(metrics.checks());
    Set<String> allowed = new TreeSet<>(config.allowInconclusive().checks());
    allowed.addAll(config.validation().allowance().checks());
    return GateReport.of(NAME, checks, new Allowance(allowed));
  }

  private static Check check(
      Dimension dimension, DataQualityMetrics metrics, QualityConfig config) {
    Metric metric = metrics.of(dimension);
    double limit = config.threshold(dimension);
    String reason = config.notApplicable().get(dimension);
    return reason == null
        ? Check.atLeast(
            metric,
            limit,
            dimension.remedy() + worst(dimension, metric.value(), metrics.columns(), limit))
        : Check.notApplicable(dimension.id(), limit, metric.unit(), reason);
  }

  /** The columns that are below a limit which all rows together do not keep, the worst first. */
  private static String worst(
      Dimension dimension, double value, List<ColumnQuality> columns, double limit) {
    List<String> names =
        columns.stream()
            .filter(column -> value < limit && below(column.of(dimension), limit))
            .sorted(Comparator.comparing(column -> Objects.requireNonNull(column.of(dimension))))
            .limit(MOST_NAMED)
            .map(
                column ->
                    String.format(
                        Locale.ROOT, "\"%s\" %.4g", column.column(), column.of(dimension)))
            .toList();
    return names.isEmpty() ? "" : "; worst columns: " + String.join(", ", names);
  }

  private static boolean below(@Nullable Double value, double limit) {
    return value != null && value < limit;
  }
}
