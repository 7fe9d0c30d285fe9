package io.edgeflow.data.quality;

import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.engine.DataEngine;
import java.time.Instant;
import java.util.Optional;

/**
 * Measures the five dimensions over all collected rows, before any is quarantined, by SQL
 * aggregates. Let a row be <i>readable</i> when it could be cut into the declared columns, and its
 * cells be those of the features and the truth (its label, its values, or whether it is an
 * anomaly).
 *
 * <ul>
 *   <li><b>completeness</b> = non-empty cells / (rows · columns). The cells of an unreadable row
 *       cannot be told apart and count as empty.
 *   <li><b>consistency</b> = rows that are readable and whose features no other row repeats as
 *       another class, or once as an anomaly and once not / rows. Empty truths contradict nobody,
 *       and neither do values: what is measured twice may differ.
 *   <li><b>accuracy</b> = readable rows with a usable truth whose non-empty features all lie within
 *       the declared range / rows. Where no range is declared for a column, within mean ± 6σ of its
 *       channel's numbers instead. By Chebyshev's inequality that accepts at least 35/36 of any
 *       distribution and so finds only gross errors that are rarer than that: declare ranges.
 *   <li><b>timeliness</b> = rows with {@code 0 ≤ now − timestamp ≤ max age} / rows; NaN without a
 *       timestamp column. An empty or unreadable time is not timely.
 *   <li><b>validity</b> = features that are numbers within the declared range, and well-formed
 *       truths (labels: known ones) / non-empty cells.
 * </ul>
 *
 * <p>The dimensions are those of Wang and Strong, "Beyond Accuracy: What Data Quality Means to Data
 * Consumers" (1996), and of DAMA; true accuracy would need the truth, ours is plausibility.
 *
 * <pre>{@code
 * DataQualityMetrics quality =
 *     new DataQualityChecker(facts, config).check(context.clock().instant());
 * }</pre>
 */
public final class DataQualityChecker {
  private final RowFacts facts;
  private final QualityConfig config;
  private final DataEngine engine;
  private final long rows;

  /** A checker of one table that was measured. */
  public DataQualityChecker(RowFacts facts, QualityConfig config) {
    this.facts = facts;
    this.config = config;
    this.engine = facts.table().engine();
    this.rows = facts.table().rows();
  }

  /**
   * Measures.
   *
   * @param now the run's clock
   */
  public DataQualityMetrics check(Instant now) {
    Totals totals = facts.totals();
    DataQualityMetrics whole =
        new DataQualityMetrics(
            ratio(Dimension.COMPLETENESS, totals.filled(), rows * facts.cells()),
            ratio(Dimension.CONSISTENCY, totals.readable() - contradicting(), rows),
            ratio(Dimension.ACCURACY, totals.usable() - implausible(), rows),
            timeliness(now),
            ratio(Dimension.VALIDITY, totals.formed(), totals.filled()));
    return whole.byColumn(new ColumnMeasuring(facts).measure(whole, config.timestamp()));
  }

  private long contradicting() {
    return engine.count(
        """
        SELECT CAST(coalesce(SUM(n), 0) AS BIGINT) FROM (
          SELECT COUNT(*) AS n FROM truths SEMI JOIN doubles USING (twin) WHERE fault IS NULL
          GROUP BY twin HAVING MIN(claim) <> MAX(claim))
        """);
  }

  private long implausible() {
    return engine.count(
        """
        SELECT COUNT(*) FROM truths
        SEMI JOIN (SELECT source, record FROM facts WHERE implausible > 0)
        USING (source, record) WHERE reason IS NULL
        """);
  }

  private Metric timeliness(Instant now) {
    Optional<String> column = config.timestamp();
    if (column.isEmpty()) {
      return Metric.ratio(Dimension.TIMELINESS.id(), Double.NaN, 0);
    }
    double seconds = Stamps.seconds(now);
    double oldest = Stamps.oldest(seconds, config.maxAge());
    long timely =
        engine.count(
            "SELECT COUNT(*) FROM rows WHERE fault IS NULL AND NOT isnan(stamp)"
                + " AND stamp >= "
                + oldest
                + " AND stamp <= "
                + seconds);
    return ratio(Dimension.TIMELINESS, timely, rows);
  }

  private static Metric ratio(Dimension dimension, long part, long whole) {
    double value = whole == 0 ? Double.NaN : (double) part / whole;
    return Metric.ratio(dimension.id(), value, whole);
  }
}
