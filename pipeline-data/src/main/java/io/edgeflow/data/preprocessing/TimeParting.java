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
 * before the next split starts. Where each source, or what has equal cells of a column, is cut by
 * itself, all that is of its rows alone. Anomalies, with their group, are in test whenever they
 * were, and the shares and the ends of the splits are those of the other rows.
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
    engine.execute(cuts());
    if (grouped) {
      refuseOverlaps(engine);
    }
    engine.execute("ALTER VIEW truths RENAME TO undealt");
    engine.execute(
        """
        CREATE VIEW truths AS SELECT undealt.* REPLACE (CASE WHEN %s THEN 'test'
          WHEN %s < validation THEN 'train' WHEN %2$s < test THEN 'validation' ELSE 'test' END
          AS part)
        FROM undealt %s LEFT JOIN cuts ON %s
        """
            .formatted(
                grouped ? "spans.kept" : dealing.testOnly("undealt.class"),
                grouped ? "spans.start" : "undealt.moment",
                grouped ? "LEFT JOIN spans USING (grp)" : "",
                here("undealt")));
    engine.execute(starts());
    keepApart(engine, "train", "validation");
    keepApart(engine, "validation", "test");
    if (dealing.anomalies() && !grouped) {
      keepFromAnomalies(engine);
    }
  }

  /** What is cut by itself. */
  private String scope() {
    return config.timeWithin().scope().orElse("0");
  }

  /** Whether a row is of the cut at hand. */
  private String here(String table) {
    return config
        .timeWithin()
        .scope()
        .map(column -> table + "." + column + " = cuts.scope")
        .orElse("true");
  }

  private String rows() {
    return """
        CREATE VIEW spans AS SELECT %s AS scope, since, moment, moment AS start, 1 AS n,
          %s AS kept
        FROM judged WHERE reason IS NULL
        """
        .formatted(scope(), dealing.testOnly("class"));
  }

  private String groups() {
    return """
        CREATE TABLE spans AS SELECT 0 AS scope, grp, MIN(since) AS since, MAX(moment) AS moment,
          MIN(since) AS start, COUNT(*) AS n, bool_or(%s) AS kept
        FROM judged WHERE reason IS NULL GROUP BY grp
        """
        .formatted(dealing.testOnly("class"));
  }

  /** The times from which on rows are beyond the shares of all; infinite when none is. */
  private String cuts() {
    return """
        CREATE TABLE cuts AS SELECT scope,
          coalesce(MIN(start) FILTER (WHERE middle >= %s * total), 'inf') AS validation,
          coalesce(MIN(start) FILTER (WHERE middle >= %s * total), 'inf') AS test
        FROM (SELECT scope, start, SUM(n) OVER (PARTITION BY scope) AS total,
            SUM(n) OVER (PARTITION BY scope ORDER BY start ROWS UNBOUNDED PRECEDING) - n / 2
              AS middle
          FROM (SELECT scope, start, SUM(n) AS n FROM spans WHERE NOT kept GROUP BY scope, start))
        GROUP BY scope
        """
        .formatted(Sql.number(config.train()), Sql.number(config.train() + config.validation()));
  }

  /** When what is of a split, or of a later one, was begun to be recorded. */
  private static String starts() {
    return """
        CREATE TABLE starts AS SELECT scope,
          MIN(since) FILTER (WHERE start >= validation) AS validation,
          MIN(since) FILTER (WHERE start >= test) AS test
        FROM spans JOIN cuts USING (scope) WHERE NOT kept GROUP BY scope
        """;
  }

  private static void refuseOverlaps(DataEngine engine) {
    List<String> found = new ArrayList<>();
    engine.query(
        """
        SELECT early.grp, late.grp FROM spans AS early, spans AS late,
          (SELECT unnest([validation, test]) AS cut FROM cuts)
        WHERE NOT early.kept AND NOT late.kept AND early.start < cut AND late.start >= cut
          AND early.moment >= late.since
        ORDER BY early.start, early.grp, late.start, late.grp LIMIT 1
        """,
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

  private void keepApart(DataEngine engine, String split, String next) {
    engine.execute(
        """
        INSERT INTO rejects SELECT source, record, CASE WHEN moment < starts.%2$s
            THEN 'lies in the gap before the %2$s split' ELSE 'reaches into the %2$s split' END
        FROM judged JOIN starts ON starts.scope = %3$s
        WHERE reason IS NULL AND part = '%1$s'
          AND (moment >= starts.%2$s OR moment > starts.%2$s - %4$s)
        """
            .formatted(split, next, scope(), Sql.number(config.gap().toMillis() / 1e3)));
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
