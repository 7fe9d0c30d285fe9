package io.edgeflow.data.validation;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.OffendingRow;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.TableCell;
import io.edgeflow.data.validation.RowTest.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds a collected table against what must hold of it. Records that could not be taken apart are
 * not asked: consistency counts them. An empty cell is asked by {@code not_null} alone, so what is
 * missing is neither right nor wrong, and where nothing is left to ask a check is INCONCLUSIVE. A
 * column that is missing is a FAIL.
 */
public final class Validation {
  /** The view of the records that are asked. */
  static final String ROWS = "asked_rows";

  private static final int SHOWN = 5;

  private final CollectedTable table;
  private final ValidationConfig config;
  private final DataEngine engine;
  private final ValidatedColumns columns;

  private Validation(CollectedTable table, ValidationConfig config, int channels) {
    this.table = table;
    this.config = config;
    this.engine = table.engine();
    this.columns = new ValidatedColumns(table, config.schema(), channels);
  }

  /** A check of rows whose share is known. */
  private record Asked(RowRule rule, Condition condition) {}

  /**
   * Judges every rule, in the order of the file.
   *
   * @param channels the size of a record's last axis
   * @param sandbox makes an engine of its own for the SQL of users
   */
  public static List<Check> judge(
      CollectedTable table, ValidationConfig config, int channels, Sandbox sandbox) {
    return config.isEmpty() ? List.of() : new Validation(table, config, channels).judge(sandbox);
  }

  private List<Check> judge(Sandbox sandbox) {
    engine.execute("CREATE OR REPLACE VIEW " + ROWS + " AS SELECT * FROM rows WHERE fault IS NULL");
    Map<String, List<Check>> byRule = new LinkedHashMap<>();
    List<Asked> asked = new ArrayList<>();
    List<FigureRule> figures = new ArrayList<>();
    List<String> figureSql = new ArrayList<>();
    List<SqlRule> own = new ArrayList<>();
    for (Rule rule : config.rules()) {
      byRule.put(rule.name(), new ArrayList<>());
      Optional<String> missing = rule.columns().stream().filter(columns::lacks).findFirst();
      if (missing.isPresent()) {
        byRule.put(rule.name(), List.of(missing(rule, missing.get())));
      } else if (rule instanceof RowRule row) {
        List<TableCell> cells = columns.cells(row.columns());
        if (cells.stream().anyMatch(ValidatedColumns::isList)) {
          table.loadFeatures();
        }
        String scratch = "rule_" + asked.size();
        asked.add(new Asked(row, row.test().on(cells, engine, scratch)));
      } else if (rule instanceof FigureRule figure) {
        figures.add(figure);
        figureSql.add(Figures.sql(figure, columns.cells(figure.columns())));
      } else if (rule instanceof SqlRule sql) {
        own.add(sql);
      }
    }
    asked.stream()
        .collect(Collectors.groupingBy(each -> each.condition().from()))
        .forEach((from, rules) -> rows(from, rules, byRule));
    for (Check check : Figures.measure(engine, figures, figureSql)) {
      byRule.computeIfAbsent(check.name(), name -> new ArrayList<>()).add(check);
    }
    if (!own.isEmpty()) {
      SqlChecks.judge(table, columns, own, sandbox, config.sqlTimeout())
          .forEach(check -> byRule.put(check.name(), List.of(check)));
    }
    return byRule.values().stream().flatMap(List::stream).toList();
  }

  private Check missing(Rule rule, String column) {
    return new Check(
        rule.name(),
        null,
        1,
        Comparison.AT_LEAST,
        "ratio",
        0,
        Verdict.FAIL,
        false,
        "no source has the column \"%s\"%s; correct %s"
            .formatted(column, Problems.didYouMean(column, columns.names()), rule.where()),
        null,
        null,
        null);
  }

  private void rows(String from, List<Asked> rules, Map<String, List<Check>> checks) {
    String counts =
        rules.stream()
            .map(Asked::condition)
            .map(
                c ->
                    "COUNT(CASE WHEN %1$s THEN 1 END), COUNT(CASE WHEN %1$s AND (%2$s) THEN 1 END)"
                        .formatted(c.counted(), c.holds()))
            .collect(Collectors.joining(", "));
    List<Check> found = new ArrayList<>();
    engine.query(
        "SELECT " + counts + " FROM " + from,
        row -> {
          for (int i = 0; i < rules.size(); i++) {
            long all = row.integer(2 * i + 1);
            found.add(share(rules.get(i).rule(), row.integer(2 * i + 2), all));
          }
        });
    for (int i = 0; i < rules.size(); i++) {
      Check check = found.get(i);
      Double value = check.value();
      boolean whole = value == null || value == 1;
      checks.put(
          check.name(),
          List.of(whole ? check : check.offendedBy(offending(rules.get(i).condition()))));
    }
  }

  private static Check share(RowRule rule, long passed, long all) {
    double value = all == 0 ? Double.NaN : (double) passed / all;
    return Check.atLeast(
        Metric.ratio(rule.name(), value, all),
        rule.share(),
        "mend the rows, or correct " + rule.where());
  }

  private List<OffendingRow> offending(Condition condition) {
    List<OffendingRow> rows = new ArrayList<>();
    engine.query(
        """
        SELECT %s, record, left(CAST(shown AS VARCHAR), 100) FROM (
          SELECT source, record, %s AS shown FROM %s WHERE %s AND NOT (%s)
          ORDER BY source, record LIMIT %d) ORDER BY source, record
        """
            .formatted(
                table.sourceName("source"),
                condition.shown(),
                condition.from(),
                condition.counted(),
                condition.holds(),
                SHOWN),
        row ->
            rows.add(
                new OffendingRow(
                    String.valueOf(row.text(1)), row.integer(2), String.valueOf(row.text(3)))));
    return rows;
  }
}
