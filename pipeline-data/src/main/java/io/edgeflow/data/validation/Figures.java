package io.edgeflow.data.validation;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.TableCell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measures what is a number of all rows. */
final class Figures {
  private Figures() {}

  /** A side that a figure is bound on. */
  record Bound(String name, Comparison op, double limit) {}

  /** One or two checks for a figure. */
  static List<Bound> bounds(FigureRule rule) {
    boolean both = Double.isFinite(rule.min()) && Double.isFinite(rule.max());
    List<Bound> bounds = new ArrayList<>();
    if (Double.isFinite(rule.min())) {
      bounds.add(new Bound(rule.name() + (both ? ".min" : ""), Comparison.AT_LEAST, rule.min()));
    }
    if (Double.isFinite(rule.max())) {
      bounds.add(new Bound(rule.name() + (both ? ".max" : ""), Comparison.AT_MOST, rule.max()));
    }
    return bounds;
  }

  /** The SQL of the value and of its samples, for the cells of the rule's columns. */
  static String sql(FigureRule rule, List<TableCell> cells) {
    String first = cells.isEmpty() ? "" : RowTest.number(cells.get(0));
    String second = cells.size() < 2 ? "" : RowTest.number(cells.get(1));
    String filled = cells.isEmpty() ? "" : cells.get(0).cell();
    return (rule.value() + ", " + rule.samples()).formatted(first, second, filled);
  }

  /** Measures rules by one pass over all rows. */
  static List<Check> measure(DataEngine engine, List<FigureRule> rules, List<String> asked) {
    List<Check> checks = new ArrayList<>();
    if (rules.isEmpty()) {
      return checks;
    }
    engine.query(
        asked.stream().collect(Collectors.joining(", ", "SELECT ", " FROM " + Validation.ROWS)),
        row -> {
          for (int i = 0; i < rules.size(); i++) {
            long samples = row.integer(2 * i + 2);
            checks.addAll(checks(rules.get(i), row.number(2 * i + 1), samples));
          }
        });
    return checks;
  }

  private static List<Check> checks(FigureRule rule, double value, long samples) {
    String remedy = "find out why the data changed, or correct " + rule.where();
    return bounds(rule).stream()
        .map(
            bound ->
                Check.judge(
                    new Metric(
                        bound.name(),
                        Double.isFinite(value) ? value : Double.NaN,
                        "",
                        Direction.NEUTRAL,
                        samples),
                    bound.op(),
                    bound.limit(),
                    rule.least(),
                    remedy))
        .toList();
  }
}
