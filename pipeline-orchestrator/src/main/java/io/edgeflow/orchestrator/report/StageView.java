package io.edgeflow.orchestrator.report;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.orchestrator.console.CheckOutcome;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import java.util.Objects;

/** Draws what every stage has: its gate, its metrics and its files. */
final class StageView {
  private StageView() {}

  static void gate(Html html, StageRecord stage) {
    GateReport gate = stage.gate();
    if (gate == null) {
      return;
    }
    html.open("h3").text("Gate " + gate.name() + " ");
    Badge.add(html, gate.verdict().name());
    html.close("h3").line().open("div", "class", "scroll").open("table").open("tr");
    html.element("th", "check").element("th", "value", "class", "number");
    html.element("th", "limit", "class", "number").element("th", "unit");
    html.element("th", "samples", "class", "number").element("th", "verdict");
    html.element("th", "what to do").close("tr").line();
    gate.checks().forEach(check -> check(html, check));
    html.close("table").close("div").line();
    stage.remarks().forEach(note -> html.element("p", note).line());
  }

  private static void check(Html html, Check check) {
    Double value = check.value();
    String bounds = CheckOutcome.bounds(check);
    html.open("tr").element("td", check.name());
    html.element("td", value == null ? "–" : Numbers.of(value) + bounds, "class", "number");
    html.element("td", check.op().symbol() + " " + Numbers.of(check.limit()), "class", "number");
    html.element("td", check.unit()).element("td", check.samples(), "class", "number");
    html.open("td");
    Badge.add(html, CheckOutcome.of(check));
    html.close("td").element("td", advice(check), "class", "soft").close("tr").line();
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
    html.open("div", "class", "scroll").open("table").line();
    stage
        .metrics()
        .forEach(
            (name, value) -> {
              html.open("tr").open("td").element("code", name).close("td");
              html.element("td", Numbers.of(value), "class", "number");
              html.element("td", stage.unit(name), "class", "soft").close("tr").line();
            });
    html.close("table").close("div").close("details").line();
  }

  static void artifacts(Html html, StageRecord stage) {
    if (stage.artifacts().isEmpty()) {
      return;
    }
    html.open("details").element("summary", count(stage.artifacts().size(), "file"));
    html.open("div", "class", "scroll").open("table").open("tr").element("th", "file");
    html.element("th", "size", "class", "number").element("th", "SHA-256").close("tr").line();
    stage.artifacts().forEach(file -> artifact(html, file));
    html.close("table").close("div").close("details").line();
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static void artifact(Html html, FileRecord file) {
    html.open("tr").open("td").element("a", file.name(), "href", "../../" + file.path());
    html.close("td").element("td", Numbers.bytes(file.bytes()), "class", "number");
    html.open("td").element("span", file.sha256(), "class", "hash").close("td").close("tr").line();
  }
}
