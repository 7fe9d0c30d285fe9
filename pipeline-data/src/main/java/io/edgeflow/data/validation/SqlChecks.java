package io.edgeflow.data.validation;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.OffendingRow;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.table.CollectedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges conditions in SQL over the table {@code rows}, which has the columns by their names (those
 * that any condition names), {@code source} and {@code record}. A cell that is no value of its
 * column's type is null there. A row for which an expression is null is not counted.
 */
final class SqlChecks {
  private static final int SHOWN = 5;

  private SqlChecks() {}

  static List<Check> judge(
      CollectedTable table,
      ValidatedColumns columns,
      List<SqlRule> rules,
      Sandbox sandbox,
      Duration limit) {
    String cells =
        columns.all().stream()
            .filter(cell -> !ValidatedColumns.isList(cell))
            .filter(cell -> rules.stream().anyMatch(rule -> rule.names(cell.name())))
            .map(cell -> ", " + cell.value() + " AS \"" + cell.name().replace("\"", "\"\"") + "\"")
            .collect(Collectors.joining());
    String query =
        "SELECT %s AS source, record%s FROM %s"
            .formatted(table.sourceName("source"), cells, Validation.ROWS);
    try (DataEngine engine = sandbox.open(table.engine(), query)) {
      return rules.stream()
          .map(rule -> engine.within(limit, () -> judge(engine, rule), () -> tooSlow(rule, limit)))
          .toList();
    }
  }

  private static Check judge(DataEngine engine, SqlRule rule) {
    try {
      Check check = rule.isQuery() ? ofQuery(engine, rule) : ofExpression(engine, rule);
      Double value = check.value();
      return value == null || value == 1
          ? check
          : check.offendedBy(
              rows(
                  engine,
                  rule.isQuery()
                      ? "(" + query(rule) + ")"
                      : "(SELECT * FROM rows WHERE NOT (" + rule.sql() + "\n))"));
    } catch (PipelineException e) {
      throw PipelineException.config("The SQL of an expectation cannot be run")
          .found(
              String.valueOf(e.getCause() == null ? e : e.getCause())
                  .lines()
                  .findFirst()
                  .orElse(""))
          .limit("one expression or query over the table rows, which reads no file")
          .where(where(rule))
          .remedy("correct it")
          .cause(e)
          .build();
    }
  }

  private static PipelineException.Builder tooSlow(SqlRule rule, Duration limit) {
    return PipelineException.failed("The SQL of an expectation took too long")
        .limit(limit.toMillis() / 1e3 + " s")
        .where(where(rule))
        .remedy("write it so that it does less, or raise data_pipeline.validation.sql_timeout_s");
  }

  private static String where(SqlRule rule) {
    return "data_pipeline." + rule.where() + ".sql: " + rule.sql();
  }

  private static Check ofExpression(DataEngine engine, SqlRule rule) {
    List<Check> found = new ArrayList<>();
    engine.query(
        "SELECT COUNT(CASE WHEN passes THEN 1 END), COUNT(passes) FROM (SELECT (%s\n) AS passes FROM rows)"
            .formatted(rule.sql()),
        row -> found.add(check(rule, row.integer(1), row.integer(2))));
    return found.get(0);
  }

  private static Check ofQuery(DataEngine engine, SqlRule rule) {
    long all = engine.count("SELECT COUNT(*) FROM rows");
    long broken = engine.count("SELECT COUNT(*) FROM (" + query(rule) + ")");
    return check(rule, Math.max(0, all - broken), all);
  }

  /** A comment at its end must not take in what follows. */
  private static String query(SqlRule rule) {
    return rule.sql().strip().replaceFirst(";$", "") + "\n";
  }

  private static Check check(SqlRule rule, long passed, long all) {
    double value = all == 0 ? Double.NaN : (double) passed / all;
    return Check.atLeast(
        Metric.ratio(rule.name(), value, all),
        rule.share(),
        "mend the rows, or correct " + rule.where());
  }

  private static List<OffendingRow> rows(DataEngine engine, String from) {
    List<OffendingRow> rows = new ArrayList<>();
    engine.query(
        """
        SELECT coalesce(j ->> 'source', ''), coalesce(TRY_CAST(j ->> 'record' AS BIGINT), 0),
          left(CAST(json_merge_patch(j, %2$s) AS VARCHAR), 100)
        FROM (SELECT to_json(q) AS j FROM %1$s AS q LIMIT %3$d)
        ORDER BY 1, 2
        """
            .formatted(from, Sql.text("{\"source\":null,\"record\":null}"), SHOWN),
        row ->
            rows.add(
                new OffendingRow(
                    String.valueOf(row.text(1)), row.integer(2), String.valueOf(row.text(3)))));
    return rows;
  }
}
