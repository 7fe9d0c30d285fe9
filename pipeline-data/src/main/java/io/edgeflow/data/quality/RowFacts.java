package io.edgeflow.data.quality;

import io.edgeflow.core.sample.Target;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.CollectedTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one pass over the cells of a collected table tells of each readable record, as SQL tables:
 * {@code limits} (see {@link RangeTable}), {@code truths} (see {@link TruthSql}) and {@code facts}
 * with
 *
 * <ul>
 *   <li>{@code filled} and {@code formed}: how many features are not empty, and how many of those
 *       are numbers within their declared range;
 *   <li>{@code broken} and {@code missing}: the first position, from 1, whose feature is no number
 *       in range, and the first that is empty; null when there is none;
 *   <li>{@code implausible}: how many features are outside of their declared range, or else beyond
 *       six deviations of their channel;
 *   <li>{@code least}, {@code greatest} and {@code whole}: of all its features, and whether all are
 *       there and whole.
 * </ul>
 *
 * <p>The lists of a record's features and of their limits are unnested side by side, which needs no
 * join of cells. Records of few columns with nothing to remark, which most are, are told by one
 * expression before, in a third of the time.
 */
public final class RowFacts {
  private static final int MOST_NARROW = 256;

  private final CollectedTable table;
  private final Target target;

  private RowFacts(CollectedTable table, Target target) {
    this.table = table;
    this.target = target;
  }

  /**
   * Measures a table, once.
   *
   * @param channels the size of a record's last axis; column {@code i} belongs to channel {@code i
   *     mod channels}
   */
  public static RowFacts measure(
      CollectedTable table, Target target, List<DeclaredRange> ranges, int channels) {
    RangeTable.create(table, ranges);
    DataEngine engine = table.engine();
    engine.execute("CREATE TABLE truths AS " + target.map(new TruthSql()));
    plausible(engine, channels);
    int columns = table.columns().features().size();
    String unremarkable = columns <= MOST_NARROW ? unremarkable(columns) : "false";
    engine.execute(
        """
        CREATE TABLE facts AS
        SELECT source, record, len(v) AS filled, len(v) AS formed, NULL AS broken, NULL AS missing,
          0 AS implausible, list_min(v) AS least, list_max(v) AS greatest, %2$s AS whole
        FROM rows, bounds WHERE fault IS NULL AND %1$s
        UNION ALL
        SELECT source, record, COUNT(value) AS filled,
          COUNT(CASE WHEN value >= low AND value <= high AND NOT isnan(value) THEN 1 END) AS formed,
          MIN(CASE WHEN isnan(value) OR value < low OR value > high THEN position END) AS broken,
          MIN(CASE WHEN value IS NULL THEN position END) AS missing,
          COUNT(CASE WHEN isnan(value) OR value < least OR value > most THEN 1 END) AS implausible,
          MIN(value) AS least, MAX(value) AS greatest,
          BOOL_AND(value IS NOT NULL AND value = trunc(value)) AS whole
        FROM (
          SELECT source, record, generate_subscripts(v, 1) AS position, unnest(v) AS value,
            unnest(lows) AS low, unnest(highs) AS high, unnest(leasts) AS least,
            unnest(mosts) AS most
          FROM rows, bounds WHERE fault IS NULL AND NOT coalesce(%1$s, false))
        GROUP BY source, record
        """
            .formatted(unremarkable, each(columns, "v[%1$d] = trunc(v[%1$d])")));
    return new RowFacts(table, target);
  }

  /** Whether every feature of a record is there and within all its limits. */
  private static String unremarkable(int columns) {
    return each(
        columns,
        "v[%1$d] BETWEEN greatest(lows[%1$d], leasts[%1$d]) AND least(highs[%1$d], mosts[%1$d])");
  }

  private static String each(int columns, String test) {
    return IntStream.rangeClosed(1, columns)
        .mapToObj(test::formatted)
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  private static void plausible(DataEngine engine, int channels) {
    boolean open = engine.count("SELECT COUNT(*) FROM limits WHERE NOT declared") > 0;
    String spread =
        """
        SELECT (position - 1) %% %1$d AS channel, AVG(value) AS mean, STDDEV_POP(value) AS deviation
        FROM (SELECT generate_subscripts(v, 1) AS position, unnest(v) AS value
          FROM rows WHERE fault IS NULL AND %2$b)
        WHERE NOT isnan(value) GROUP BY channel
        """
            .formatted(channels, open);
    engine.execute(
        """
        CREATE TABLE bounds AS SELECT list(low ORDER BY position) AS lows,
          list(high ORDER BY position) AS highs,
          list(CASE WHEN declared THEN low ELSE mean - 6 * deviation END ORDER BY position) AS leasts,
          list(CASE WHEN declared THEN high ELSE mean + 6 * deviation END ORDER BY position) AS mosts
        FROM limits LEFT JOIN (%2$s) AS spread ON (limits.position - 1) %% %1$d = spread.channel
        """
            .formatted(channels, spread));
  }

  CollectedTable table() {
    return table;
  }

  /** How many cells a record has: features and truth. */
  long cells() {
    return table.columns().features().size() + (long) target.truth().size();
  }
}
