package io.edgeflow.data.quality;

import io.edgeflow.core.sample.Target;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureSql;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be told of the cells of a collected table, as SQL: the table {@code limits} (see
 * {@link RangeTable}), the view {@code truths} (see {@link TruthSql}), the table {@code doubles}
 * with each {@code twin} of several readable records, and the table {@code facts} with a row for
 * each readable record that has something to remark:
 *
 * <ul>
 *   <li>{@code filled} and {@code formed}: how many features are not empty, and how many of those
 *       are numbers within their declared range;
 *   <li>{@code broken} and {@code missing}: the first position, from 1, whose feature is no number
 *       in range, and the first that is empty; null when there is none;
 *   <li>{@code implausible}: how many features are outside of their declared range, or else beyond
 *       six deviations of their channel.
 * </ul>
 *
 * <p>Records whose features are all there and within all their limits, which most are, are told
 * from the others by one expression; of lists, within the narrowest of the limits. The lists of a
 * record's features and of their limits are unnested side by side, which needs no join of cells.
 * Features that are columns are not even looked at one by one when their extents are within the
 * limits.
 */
public final class RowFacts {
  private static final String BYTES_BEYOND =
      """
      SELECT COUNT(*) FROM (SELECT MIN(least) AS least, MAX(most) AS most FROM sums),
        (SELECT MAX(bottom) AS bottom, MIN(top) AS top FROM (%s))
      WHERE least < bottom OR most > top
      """;

  private static final String ALL = "true";

  private final CollectedTable table;
  private final Target target;
  private final int channels;
  private final Totals totals;

  private RowFacts(CollectedTable table, Target target, int channels, Totals totals) {
    this.table = table;
    this.target = target;
    this.channels = channels;
    this.totals = totals;
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
    engine.execute("CREATE VIEW truths AS " + target.map(new TruthSql()));
    FeatureSql features = table.columns().featureSql();
    Doubles.create(engine, table.rows());
    if (features.isNarrow()) {
      Extents.create(engine, features);
    }
    plausible(engine, features, channels);
    String unremarkable = unremarkable(engine, features);
    if (!unremarkable.equals(ALL)) {
      table.loadFeatures();
    }
    engine.execute(
        """
        CREATE TABLE facts AS
        SELECT source, record, COUNT(value) AS filled,
          COUNT(CASE WHEN value >= low AND value <= high AND NOT isnan(value) THEN 1 END) AS formed,
          MIN(CASE WHEN isnan(value) OR value < low OR value > high THEN position END) AS broken,
          MIN(CASE WHEN value IS NULL THEN position END) AS missing,
          COUNT(CASE WHEN isnan(value) OR value < least OR value > most THEN 1 END) AS implausible
        FROM (
          SELECT source, record, generate_subscripts(v, 1) AS position, unnest(v) AS value,
            unnest(lows) AS low, unnest(highs) AS high, unnest(leasts) AS least,
            unnest(mosts) AS most
          FROM rows, bounds WHERE fault IS NULL AND NOT coalesce(%s, false))
        GROUP BY source, record
        """
            .formatted(unremarkable));
    return new RowFacts(table, target, channels, Totals.of(engine, features.count()));
  }

  /** Whether every feature of a record is there and within all its limits. */
  private static String unremarkable(DataEngine engine, FeatureSql features) {
    String limits =
        """
        SELECT greatest(low, least) AS bottom, least(high, most) AS top FROM (
          SELECT unnest(lows) AS low, unnest(leasts) AS least, unnest(highs) AS high,
            unnest(mosts) AS most FROM bounds)
        """;
    if (features.isBytes() && engine.count(BYTES_BEYOND.formatted(limits)) == 0) {
      return ALL;
    }
    if (features.isNarrow() && Extents.areWithinBounds(engine, features)) {
      return ALL;
    }
    List<String> tests = new ArrayList<>();
    if (!features.isNarrow()) {
      engine.query(
          "SELECT MAX(bottom), MIN(top) FROM (" + limits + ")",
          row ->
              tests.add(
                  "(list_count(v) = len(v) AND list_min(v) >= %s AND list_max(v) <= %s)"
                      .formatted(Sql.number(row.number(1)), Sql.number(row.number(2)))));
      return tests.get(0);
    }
    engine.query(
        limits,
        row ->
            tests.add(
                "f%d BETWEEN %s AND %s"
                    .formatted(
                        tests.size() + 1, Sql.number(row.number(1)), Sql.number(row.number(2)))));
    return "(" + String.join(" AND ", tests) + ")";
  }

  private static void plausible(DataEngine engine, FeatureSql features, int channels) {
    boolean open = engine.count("SELECT COUNT(*) FROM limits WHERE NOT declared") > 0;
    String spread = open ? Spread.of(engine, features, channels) : Spread.NONE;
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

  int features() {
    return table.columns().features().size();
  }

  Totals totals() {
    return totals;
  }

  /** The size of a record's last axis. */
  int channels() {
    return channels;
  }

  /** The columns of the truth. */
  List<String> truth() {
    return target.truth();
  }

  /** How many cells a record has: features and truth. */
  long cells() {
    return table.columns().features().size() + (long) target.truth().size();
  }
}
