package io.edgeflow.data.table;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cuts the rows of {@code collected} into windows, which take their place as its records. A series
 * is the rows of one source with the same series, group and split, in time order; it ends where
 * more time than allowed lies between two rows. What is left at its end is in no window. A series
 * that is shorter than a window is a record with a fault, and so is a window with a row that cannot
 * be read, or placed: such a row stands right after the one before it in its source.
 *
 * <p>A window's {@code record} is that of its first row. Rows are sorted once, by the engine, which
 * spills what does not fit; windows are made in batches of bounded size.
 */
final class TableWindows {
  private static final long BATCH_VALUES = 1 << 22;
  private static final List<String> SERIES = List.of("source", "series", "grp", "part");

  private final DataEngine engine;
  private final TableColumns columns;
  private final WindowConfig window;
  private final FeatureSql features;

  /** Of rows with these columns. */
  TableWindows(DataEngine engine, TableColumns columns, WindowConfig window) {
    this.engine = engine;
    this.columns = columns;
    this.window = window;
    this.features = columns.featureSql();
  }

  /**
   * Puts windows into the place of rows.
   *
   * @return their columns
   */
  TableColumns cut() {
    sort();
    series();
    TableColumns windows = columns.repeated(window.rows());
    engine.execute("DROP VIEW rows");
    engine.execute("DROP TABLE collected");
    CollectedRecords.create(engine, windows);
    long rows = engine.count("SELECT COUNT(*) FROM ordered");
    long width = (long) window.rows() * features.count();
    long batch = Math.max(1, BATCH_VALUES / width) * window.step();
    for (long from = 0; from < rows; from += batch) {
      engine.execute(windows(windows.featureSql(), from, from + batch));
    }
    shortOnes();
    Stream.of("ordered", "series", "cuts").forEach(each -> engine.execute("DROP TABLE " + each));
    return windows;
  }

  /** Makes the table {@code ordered}, whose {@code rowid} counts the rows in time order. */
  private void sort() {
    engine.execute("CREATE VIEW known AS SELECT *, " + lost() + " AS why FROM collected");
    String order = String.join(", ", SERIES) + ", moment, record";
    engine.execute(
        """
        CREATE TABLE ordered AS
        SELECT source, record, why, label, truth, stamp, series, grp, part, moment, %1$s%5$s
        FROM known WHERE why IS NULL
        UNION ALL
        SELECT lost.source, lost.record, why, NULL, NULL, NULL, near.series, near.grp, near.part,
          near.moment, %2$s%6$s
        FROM (SELECT * FROM known WHERE why IS NOT NULL) AS lost ASOF LEFT JOIN (%3$s) AS near
          ON lost.source = near.source AND lost.record >= near.record
        ORDER BY %4$s
        """
            .formatted(
                features.columns(),
                features.nothing(),
                neighbours(),
                order,
                columns.eachKept(", x%d"),
                columns.eachKept(", NULL")));
    engine.execute("DROP VIEW known");
  }

  /** The rows that can be placed, and each source's first one a second time, before all others. */
  private static String neighbours() {
    return """
        SELECT source, record, series, grp, part, moment FROM known WHERE why IS NULL
        UNION ALL SELECT source, 0, arg_min(series, record), arg_min(grp, record),
          arg_min(part, record), arg_min(moment, record)
        FROM known WHERE why IS NULL GROUP BY source
        """;
  }

  /** Why a row cannot be read or placed; null when it can. */
  private String lost() {
    String time =
        columns.extra().time().isEmpty()
            ? ""
            : "WHEN moment IS NULL THEN 'the time is missing'"
                + " WHEN isnan(moment) THEN 'the time is unreadable' ";
    String series =
        columns
            .extra()
            .series()
            .map(name -> "WHEN series IS NULL THEN " + Sql.text(name + " is missing"))
            .orElse("");
    return "CASE WHEN fault IS NOT NULL THEN fault " + time + series + " END";
  }

  /** Makes the tables {@code series (first, last)} and {@code cuts (nth)}, a row a window. */
  private void series() {
    String breaks =
        Stream.concat(
                SERIES.stream().map(each -> "lag(" + each + ") OVER () IS DISTINCT FROM " + each),
                window
                    .maxGap()
                    .map(gap -> "moment - lag(moment) OVER () > " + gap.toMillis() / 1e3)
                    .stream())
            .collect(Collectors.joining(" OR "));
    engine.executeInOrder(
        """
        CREATE TABLE series AS SELECT first, lead(first, 1, (SELECT COUNT(*) FROM ordered))
          OVER (ORDER BY first) - 1 AS last
        FROM (SELECT rowid AS first, %s AS breaks FROM ordered) WHERE breaks
        """
            .formatted(breaks));
    engine.execute(
        """
        CREATE TABLE cuts AS SELECT unnest(range(first, last - %d + 2, %d)) AS nth FROM series
        ORDER BY nth
        """
            .formatted(window.span(), window.step()));
  }

  /** Adds the windows whose first rows are within a range. */
  private String windows(FeatureSql made, long from, long to) {
    String row = features.isNarrow() ? "[" + features.columns() + "]" : "v";
    return """
        INSERT INTO collected BY NAME
        SELECT *, %1$s AS twin FROM (SELECT * EXCLUDE (v), %2$s FROM (
          SELECT any_value(source) AS source, MIN(record) FILTER (WHERE k = 0) AS record,
            %3$s AS raw,
            arg_min('record ' || record || ': ' || why, k) FILTER (WHERE why IS NOT NULL) AS fault,
            any_value(label) FILTER (WHERE k = %4$d) AS label, %5$s AS truth,
            any_value(grp) AS grp, any_value(part) AS part,
            any_value(stamp) FILTER (WHERE k = %6$d) AS stamp, any_value(series) AS series,
            any_value(moment) FILTER (WHERE k = %4$d) AS moment,
            any_value(moment) FILTER (WHERE k = 0) AS since, nth, %6$d AS reach,
            CASE WHEN COUNT(why) = 0
              THEN flatten(list(%7$s ORDER BY k) FILTER (WHERE k <= %6$d)) END AS v%12$s
          FROM (SELECT nth, unnest(range(%8$d)) AS k FROM cuts WHERE nth >= %9$d AND nth < %10$d)
          JOIN (SELECT rowid AS place, * FROM ordered WHERE rowid >= %9$d AND rowid < %11$d)
            ON place = nth + k
          GROUP BY nth))
        """
        .formatted(
            made.twin(),
            made.isNarrow() ? made.each("v[%1$d] AS f%1$d", ", ") : "v",
            text("arg_min(record, k)", "arg_max(record, k) FILTER (WHERE k <= " + last() + ")"),
            window.span() - 1,
            columns.target().ofWindow(last(), window.span() - 1),
            last(),
            row,
            window.span(),
            from,
            to,
            to + window.span(),
            columns.eachKept(", any_value(x%1$d) FILTER (WHERE k = " + last() + ") AS x%1$d"));
  }

  private int last() {
    return window.rows() - 1;
  }

  private static String text(String first, String last) {
    return "'records ' || " + first + " || ' to ' || " + last;
  }

  private void shortOnes() {
    engine.execute(
        """
        INSERT INTO collected (source, record, raw, fault)
        SELECT begin.source, begin.record, %1$s,
          'the series has ' || (last - first + 1) || ' rows, and a window with its truth %2$d'
        FROM series JOIN ordered AS begin ON begin.rowid = first
          JOIN ordered AS finish ON finish.rowid = last
        WHERE last - first + 1 < %2$d
        """
            .formatted(text("begin.record", "finish.record"), window.span()));
  }

  /** The names of a window's features: {@code t0_}, {@code t1_}, … and the column's. */
  static List<String> names(List<String> columns, int rows) {
    return IntStream.range(0, rows)
        .boxed()
        .flatMap(row -> columns.stream().map(column -> "t" + row + "_" + column))
        .toList();
  }
}
