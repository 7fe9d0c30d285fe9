package io.edgeflow.data.preprocessing;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.Target;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.quality.Parting;
import java.util.ArrayList;
import java.util.List;

/**
 * The earliest rows train, those after them validate, and the latest test; rows of one time stay
 * together. Groups, of which each stays whole, are dealt by when they start, and one must end
 * before the next split starts. Anomalies, with their group, are in test whenever they were, and
 * the shares and the ends of the splits are those of the other rows.
 *
 * <p>What a row tells of goes from {@code since} to {@code moment}. A row that does not end before
 * the next split starts, by the gap wanted, is left out, and so is a window that shares rows with
 * an anomalous one.
 */
final class TimeParting implements Parting {
  private final SplitConfig config;
  private final Dealing dealing;

  TimeParting(SplitConfig config, Target target) {
    this.config = config;
    this.dealing = Dealing.of(target);
  }

  @Override
  public void part(DataEngine engine) {
    boolean grouped = config.group().isPresent();
    engine.execute(grouped ? groups() : rows());
    double validation = start(engine, config.train());
    double test = start(engine, config.train() + config.validation());
    if (grouped) {
      refuseOverlaps(engine, validation, test);
    }
    engine.execute("ALTER VIEW truths RENAME TO undealt");
    engine.execute(
        """
        CREATE VIEW truths AS SELECT undealt.* REPLACE (CASE WHEN %s THEN 'test'
          WHEN %s < %s THEN 'train' WHEN %2$s < %s THEN 'validation' ELSE 'test' END AS part)
        FROM undealt %s
        """
            .formatted(
                grouped ? "spans.kept" : dealing.testOnly("undealt.class"),
                grouped ? "spans.start" : "undealt.moment",
                Sql.number(validation),
                Sql.number(test),
                grouped ? "LEFT JOIN spans USING (grp)" : ""));
    keepApart(engine, "train", "validation", first(engine, validation));
    keepApart(engine, "validation", "test", first(engine, test));
    if (dealing.anomalies() && !grouped) {
      keepFromAnomalies(engine);
    }
  }

  private String rows() {
    return """
        CREATE VIEW spans AS SELECT since, moment, moment AS start, 1 AS n, %s AS kept
        FROM judged WHERE reason IS NULL
        """
        .formatted(dealing.testOnly("class"));
  }

  private String groups() {
    return """
        CREATE TABLE spans AS SELECT grp, MIN(since) AS since, MAX(moment) AS moment,
          MIN(since) AS start, COUNT(*) AS n, bool_or(%s) AS kept
        FROM judged WHERE reason IS NULL GROUP BY grp
        """
        .formatted(dealing.testOnly("class"));
  }

  /** The time from which on rows are beyond a share of all; infinite when none is. */
  private static double start(DataEngine engine, double share) {
    return number(
        engine,
        """
        SELECT MIN(start) FROM (SELECT start, SUM(n) OVER () AS total,
            SUM(n) OVER (ORDER BY start ROWS UNBOUNDED PRECEDING) - n / 2 AS middle
          FROM (SELECT start, SUM(n) AS n FROM spans WHERE NOT kept GROUP BY start))
        WHERE middle >= %s * total
        """
            .formatted(Sql.number(share)));
  }

  /** When what starts from a time on was begun to be recorded. */
  private static double first(DataEngine engine, double start) {
    return number(
        engine,
        "SELECT MIN(since) FROM spans WHERE NOT kept AND start >= %s".formatted(Sql.number(start)));
  }

  private static double number(DataEngine engine, String query) {
    double[] found = {Double.POSITIVE_INFINITY};
    engine.query(
        "SELECT found FROM (" + query + ") AS t(found) WHERE found IS NOT NULL",
        row -> found[0] = row.number(1));
    return found[0];
  }

  private void refuseOverlaps(DataEngine engine, double validation, double test) {
    List<String> found = new ArrayList<>();
    engine.query(
        """
        SELECT early.grp, late.grp FROM spans AS early, spans AS late, (SELECT unnest(%s) AS cut)
        WHERE NOT early.kept AND NOT late.kept AND early.start < cut AND late.start >= cut
          AND early.moment >= late.since
        ORDER BY early.start, early.grp, late.start, late.grp LIMIT 1
        """
            .formatted("[" + Sql.number(validation) + ", " + Sql.number(test) + "]"),
        row -> found.add("\"" + row.text(1) + "\" ends after \"" + row.text(2) + "\" starts"));
    if (!found.isEmpty()) {
      throw PipelineException.failed("The groups cannot be dealt in time order")
          .found(found.get(0))
          .limit("a group ends before those of the next split start")
          .where("data_pipeline.split.time and group")
          .remedy("leave out group to cut all of them at one time, or leave out time")
          .build();
    }
  }

  private void keepApart(DataEngine engine, String split, String next, double first) {
    double gap = config.gap().toMillis() / 1e3;
    engine.execute(
        """
        INSERT INTO rejects SELECT source, record, CASE WHEN moment < %3$s
            THEN 'lies in the gap before the %2$s split' ELSE 'reaches into the %2$s split' END
        FROM judged WHERE reason IS NULL AND part = '%1$s' AND (moment >= %3$s OR moment > %4$s)
        """
            .formatted(split, next, Sql.number(first), Sql.number(first - gap)));
  }

  private static void keepFromAnomalies(DataEngine engine) {
    engine.execute(
        """
        INSERT INTO rejects SELECT source, record, 'shares rows with an anomaly of the test split'
        FROM judged WHERE reason IS NULL AND part <> 'test' AND nth IN (
          SELECT unnest(range(nth - reach, nth + reach + 1)) FROM judged
          WHERE reason IS NULL AND class = 1)
        """);
  }
}
