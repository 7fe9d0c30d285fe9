package io.edgeflow.data.quality;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.CollectedTable;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The limits of every feature column as the SQL table {@code limits (position, name, declared, low,
 * high)}; {@code low} and {@code high} are infinite where nothing is declared.
 */
final class RangeTable {
  private RangeTable() {}

  static void create(CollectedTable table, List<DeclaredRange> ranges) {
    List<String> columns = table.columns().features();
    List<String> texts = table.columns().extra().texts();
    refuseUnknown(
        table.columns().channels().stream().filter(column -> !texts.contains(column)).toList(),
        ranges);
    DataEngine engine = table.engine();
    engine.execute(
        "CREATE TABLE limits"
            + " (position BIGINT, name VARCHAR, declared BOOLEAN, low DOUBLE, high DOUBLE)");
    if (ranges.isEmpty()) {
      engine.execute(
          """
          INSERT INTO limits SELECT generate_subscripts(names, 1), unnest(names), false, %s, %s
          FROM (SELECT %s AS names)
          """
              .formatted(
                  Sql.number(Double.NEGATIVE_INFINITY),
                  Sql.number(Double.POSITIVE_INFINITY),
                  Sql.texts(columns)));
      return;
    }
    engine.execute(
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    row(
                        i + 1,
                        columns.get(i),
                        table.columns().channel(i),
                        texts.contains(columns.get(i)) ? List.of() : ranges))
            .collect(Collectors.joining(", ", "INSERT INTO limits VALUES ", "")));
  }

  private static String row(
      int position, String column, String channel, List<DeclaredRange> ranges) {
    List<DeclaredRange> covering = ranges.stream().filter(r -> r.covers(channel)).toList();
    double low =
        covering.stream().mapToDouble(DeclaredRange::min).max().orElse(Double.NEGATIVE_INFINITY);
    double high =
        covering.stream().mapToDouble(DeclaredRange::max).min().orElse(Double.POSITIVE_INFINITY);
    return "(%d, %s, %b, %s, %s)"
        .formatted(
            position, Sql.text(column), !covering.isEmpty(), Sql.number(low), Sql.number(high));
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
