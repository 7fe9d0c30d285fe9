package io.edgeflow.data.profile;

import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.TableCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Queries with one row: Pearson's correlation of each two columns of numbers, in the order of the
 * first and then of the second, and over how many rows it is.
 */
final class Pairs {
  private Pairs() {}

  /** Takes a first column and a later one, by their places. */
  @FunctionalInterface
  private interface Pair {
    String of(int first, int second);
  }

  /** Of any columns, over the rows that have both. */
  static String correlations(List<TableCell> cells, String from) {
    return "SELECT "
        + each(
            cells.size(),
            (i, k) ->
                "corr(%1$s, %2$s), regr_count(%1$s, %2$s)"
                    .formatted(cells.get(i).value(), cells.get(k).value()))
        + " FROM "
        + from;
  }

  /**
   * Of columns without a missing cell, by their means and mean products about a value near the
   * middle: in half the time, as it has no division for each row, and with more digits.
   */
  static String moments(List<TableCell> cells, List<ColumnProfile> profiles, String from) {
    int count = cells.size();
    List<String> parts = new ArrayList<>();
    List<String> moved = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double middle = Objects.requireNonNull(profiles.get(i).numbers()).mean();
      moved.add("%s - %s AS y%d".formatted(cells.get(i).value(), Sql.number(middle), i));
      parts.add("AVG(y%1$d) AS m%1$d, AVG(y%1$d * y%1$d) AS s%1$d".formatted(i));
    }
    parts.add(each(count, "AVG(y%1$d * y%2$d) AS p%1$d_%2$d"::formatted));
    return """
        SELECT %s FROM (SELECT COUNT(*) AS n, %s FROM (SELECT %s FROM %s))
        """
        .formatted(
            each(
                count,
                """
                (p%1$d_%2$d - m%1$d * m%2$d)
                  / sqrt((s%1$d - m%1$d * m%1$d) * (s%2$d - m%2$d * m%2$d)), n\
                """
                    ::formatted),
            String.join(", ", parts),
            String.join(", ", moved),
            from);
  }

  private static String each(int count, Pair pair) {
    return IntStream.range(0, count)
        .boxed()
        .flatMap(i -> IntStream.range(i + 1, count).mapToObj(k -> pair.of(i, k)))
        .collect(Collectors.joining(", "));
  }
}
