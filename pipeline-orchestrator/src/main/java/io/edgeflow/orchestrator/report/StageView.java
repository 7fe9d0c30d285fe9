package io.edgeflow.orchestrator.report;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.orchestrator.console.CheckOutcome;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import java.util.List;
import java.util.Objects;

/** Draws what every stage has: its gate, its metrics and its files. */
final class StageView {
  private static final String NUMBER = "number";

  private StageView() {}

  static void gate(Html html, StageRecord stage) {
    GateReport gate = stage.gate();
    if (gate == null) {
      return;
    }
    html.open("h3").text("Gate " + gate.name() + " ");
    Badge.add(html, gate.verdict().name());
    html.close("h3").line();
    RowTable table =
        new RowTable(
            html,
            List.of("check", "value", "limit", "unit", "samples", "verdict", "what to do"),
            List.of(false, true, true, false, true, false, false));
    gate.checks().forEach(check -> check(table, check));
    table.close();
    stage.remarks().forEach(note -> html.element("p", note).line());
  }

  private static void check(RowTable table, Check check) {
    Double value = check.value();
    String shown = value == null ? "–" : Numbers.of(value) + CheckOutcome.bounds(check);
    table.row().cell(check.name()).cell(shown, NUMBER);
    table.cell(check.op().symbol() + " " + Numbers.of(check.limit()), NUMBER).cell(check.unit());
    table.cell(check.samples(), NUMBER).cell(CheckOutcome.of(check));
    table.cell(advice(check) + rows(check), "advice");
  }

  private static String rows(Check check) {
    String rows = CheckOutcome.offending(check);
    return rows.isEmpty() ? "" : (advice(check).isEmpty() ? "" : "; ") + rows;
  }

  private static String advice(Check check) {
    return check.blocks() || check.allowed()
        ? check.remedy()
        : Objects.requireNonNullElse(check.notApplicable(), "");
  }

  static void metrics(Html html, StageRecord stage) {
    if (stage.metrics().isEmpty()) {
      return;
    }
    html.open("details").element("summary", count(stage.metrics().size(), "metric"));
    RowTable table =
        new RowTable(html, List.of("metric", "value", "unit"), List.of(false, true, false));
    stage
        .metrics()
        .forEach(
            (name, value) ->
                table
                    .row()
                    .cell(new Html().element("code", name))
                    .cell(Numbers.of(value), NUMBER)
                    .cell(stage.unit(name), "soft"));
    table.close();
    html.close("details").line();
  }

  static void artifacts(Html html, StageRecord stage) {
    if (stage.artifacts().isEmpty()) {
      return;
    }
    html.open("details").element("summary", count(stage.artifacts().size(), "file"));
    RowTable table =
        new RowTable(html, List.of("file", "size", "SHA-256"), List.of(false, true, false));
    stage.artifacts().forEach(file -> artifact(table, file));
    table.close();
    html.close("details").line();
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static void artifact(RowTable table, FileRecord file) {
    table.row().cell(new Html().element("a", file.name(), "href", "../../" + file.path()));
    table.cell(Numbers.bytes(file.bytes()), NUMBER).cell(file.sha256(), "hash");
  }
}
