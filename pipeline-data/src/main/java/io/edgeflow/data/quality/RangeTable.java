package io.edgeflow.data.quality;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.RowAppender;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.CollectedTable;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The limits of every feature column as the SQL table {@code limits (position, name, declared, low,
 * high)}; {@code low} and {@code high} are infinite where nothing is declared.
 */
final class RangeTable {
  private static final double[] NONE = {};

  private RangeTable() {}

  static void create(CollectedTable table, List<DeclaredRange> ranges) {
    List<String> columns = table.columns().features();
    List<String> texts = table.columns().extra().texts();
    refuseUnknown(
        table.columns().channels().stream().filter(column -> !texts.contains(column)).toList(),
        ranges);
    DataEngine engine = table.engine();
    engine.execute("CREATE TABLE ranges (position BIGINT, name VARCHAR, range DOUBLE[])");
    try (RowAppender rows = engine.appender("ranges")) { // SQL would have to parse thousands
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i);
        String channel = table.columns().channel(i);
        rows.row(i + 1, List.of(column), texts.contains(column) ? NONE : range(channel, ranges));
      }
    }
    engine.execute(
        """
        CREATE TABLE limits AS SELECT position, coalesce(name, '') AS name,
          range IS NOT NULL AS declared, coalesce(range[1], %s) AS low, coalesce(range[2], %s) AS high
        FROM ranges
        """
            .formatted(Sql.number(Double.NEGATIVE_INFINITY), Sql.number(Double.POSITIVE_INFINITY)));
  }

  /** The narrowest of those that are declared for a channel; empty of none. */
  private static double[] range(String channel, List<DeclaredRange> ranges) {
    List<DeclaredRange> covering = ranges.stream().filter(r -> r.covers(channel)).toList();
    if (covering.isEmpty()) {
      return NONE;
    }
    DoubleSummaryStatistics lows =
        covering.stream().collect(Collectors.summarizingDouble(DeclaredRange::min));
    DoubleSummaryStatistics highs =
        covering.stream().collect(Collectors.summarizingDouble(DeclaredRange::max));
    return new double[] {lows.getMax(), highs.getMin()};
  }

  private static void refuseUnknown(List<String> columns, List<DeclaredRange> ranges) {
    TreeSet<String> unknown = new TreeSet<>();
    ranges.forEach(range -> unknown.addAll(range.columns()));
    columns.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw PipelineException.config(
              "A range is declared for columns that are no features of numbers")
          .found(unknown)
          .where("data_pipeline.quality.ranges")
          .remedy("correct the names")
          .build();
    }
  }
}
