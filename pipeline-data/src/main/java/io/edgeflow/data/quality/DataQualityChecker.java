package io.edgeflow.data.quality;

import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.CollectedTable;
import java.time.Instant;
import java.util.Optional;

/**
 * Measures the five dimensions over all collected rows, before any is quarantined, by SQL
 * aggregates. Let a row be <i>readable</i> when it could be cut into the declared columns, and its
 * cells be those of the features and the label.
 *
 * <ul>
 *   <li><b>completeness</b> = non-empty cells / (rows · columns). The cells of an unreadable row
 *       cannot be told apart and count as empty.
 *   <li><b>consistency</b> = rows that are readable and whose features no other row repeats under a
 *       different label / rows. Empty labels contradict nobody.
 *   <li><b>accuracy</b> = readable rows with a known label whose non-empty features all lie within
 *       the declared range / rows. Where no range is declared for a column, within mean ± 6σ of its
 *       channel's numbers instead. By Chebyshev's inequality that accepts at least 35/36 of any
 *       distribution and so finds only gross errors that are rarer than that: declare ranges.
 *   <li><b>timeliness</b> = rows with {@code 0 ≤ now − timestamp ≤ max age} / rows; NaN without a
 *       timestamp column. An empty or unreadable time is not timely.
 *   <li><b>validity</b> = features that are numbers within the declared range, and known labels /
 *       non-empty cells.
 * </ul>
 *
 * <p>The dimensions are those of Wang and Strong, "Beyond Accuracy: What Data Quality Means to Data
 * Consumers" (1996), and of DAMA; true accuracy would need the truth, ours is plausibility.
 *
 * <pre>{@code
 * DataQualityMetrics quality =
 *     new DataQualityChecker(table, config, channels).check(context.clock().instant());
 * }</pre>
 */
public final class DataQualityChecker {
  private final CollectedTable table;
  private final QualityConfig config;
  private final int channels;
  private final DataEngine engine;

  /**
   * A checker of one table, which must have its {@code labels} by now.
   *
   * @param channels how many channels a record's image has; column {@code i} belongs to channel
   *     {@code i mod channels}
   */
  public DataQualityChecker(CollectedTable table, QualityConfig config, int channels) {
    this.table = table;
    this.config = config;
    this.channels = channels;
    this.engine = table.engine();
  }

  /**
   * Measures.
   *
   * @param now the run's clock
   */
  public DataQualityMetrics check(Instant now) {
    RangeTable.create(table, config.ranges());
    return new DataQualityMetrics(
        completeness(), consistency(), accuracy(), timeliness(now), validity());
  }

  private Metric completeness() {
    long filled =
        engine.count("SELECT COUNT(value) FROM cells")
            + engine.count("SELECT COUNT(label) FROM rows WHERE fault IS NULL");
    long columns = table.columns().features().size() + 1L;
    return ratio(Dimension.COMPLETENESS, filled, table.rows() * columns);
  }

  private Metric consistency() {
    long agreeing =
        engine.count(
            """
            SELECT coalesce(SUM(n), 0) FROM (
              SELECT COUNT(*) AS n, MIN(label) AS one, MAX(label) AS other
              FROM rows WHERE fault IS NULL GROUP BY twin)
            WHERE one IS NULL OR one = other
            """);
    return ratio(Dimension.CONSISTENCY, agreeing, table.rows());
  }

  private Metric accuracy() {
    engine.execute(
        """
        CREATE OR REPLACE TABLE plausible AS
        SELECT position, declared,
          CASE WHEN declared THEN low ELSE mean - 6 * deviation END AS low,
          CASE WHEN declared THEN high ELSE mean + 6 * deviation END AS high
        FROM limits LEFT JOIN (
          SELECT (position - 1) %% %1$d AS channel, AVG(value) AS mean,
            STDDEV_POP(value) AS deviation
          FROM cells WHERE NOT isnan(value) GROUP BY channel) AS spread
        ON (limits.position - 1) %% %1$d = spread.channel
        """
            .formatted(channels));
    long plausible =
        engine.count(
            """
            SELECT COUNT(*) FROM rows JOIN labels ON rows.label = labels.name
            WHERE fault IS NULL AND NOT EXISTS (
              SELECT 1 FROM cells JOIN plausible USING (position)
              WHERE cells.source = rows.source AND cells.record = rows.record
                AND (isnan(value) OR value < low OR value > high))
            """);
    return ratio(Dimension.ACCURACY, plausible, table.rows());
  }

  private Metric timeliness(Instant now) {
    Optional<String> column = config.timestamp();
    if (column.isEmpty()) {
      return Metric.ratio(Dimension.TIMELINESS.id(), Double.NaN, 0);
    }
    double seconds = now.toEpochMilli() / 1e3;
    double oldest = seconds - config.maxAge().toMillis() / 1e3;
    long timely =
        engine.count(
            "SELECT COUNT(*) FROM rows WHERE fault IS NULL AND NOT isnan(stamp)"
                + " AND stamp >= "
                + oldest
                + " AND stamp <= "
                + seconds);
    return ratio(Dimension.TIMELINESS, timely, table.rows());
  }

  private Metric validity() {
    long[] cells = new long[2];
    engine.query(
        """
        SELECT COUNT(value),
          COUNT(CASE WHEN NOT isnan(value) AND value >= low AND value <= high THEN 1 END)
        FROM cells JOIN limits USING (position)
        UNION ALL
        SELECT COUNT(label), COUNT(labels.id)
        FROM rows LEFT JOIN labels ON rows.label = labels.name WHERE fault IS NULL
        """,
        row -> {
          cells[0] += row.integer(1);
          cells[1] += row.integer(2);
        });
    return ratio(Dimension.VALIDITY, cells[1], cells[0]);
  }

  private static Metric ratio(Dimension dimension, long part, long whole) {
    double value = whole == 0 ? Double.NaN : (double) part / whole;
    return Metric.ratio(dimension.id(), value, whole);
  }
}
