package io.edgeflow.orchestrator.report;

import io.edgeflow.core.report.Panel;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.StageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;

/**
 * Renders a run as one HTML page: no script, no outside resource, light and dark, fit to print.
 * Every text from outside is escaped.
 */
public final class HtmlReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final ReportPage page;
  private final Html html = new Html();

  private HtmlReport(ReportPage page) {
    this.page = page;
  }

  /** The whole document. */
  public static String render(ReportPage page) {
    return new HtmlReport(page).document();
  }

  private String document() {
    RunRecord run = page.run();
    html.trusted("<!doctype html>\n").open("html", "lang", "en").line().open("head").line();
    html.leaf("meta", "charset", "utf-8").line();
    html.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.element("title", page.name() + " " + run.runId() + " " + run.status().id()).line();
    html.open("style").trusted(styleSheet()).close("style").line().close("head").line();
    html.open("body").open("main").line();
    head(run);
    FiguresView.add(html, run, page.previous());
    flow(run);
    ProvenanceView.add(html, run, page.previous());
    run.stages().forEach(this::stage);
    configuration();
    foot(run);
    return html.close("main").close("body").close("html").line().toString();
  }

  private void head(RunRecord run) {
    html.open("h1").text(page.name()).text(" ");
    Badge.add(html, run.status().id());
    html.close("h1").line().open("div", "class", "facts");
    fact("run", run.runId());
    fact("started", time(run.startedAt()));
    fact("took", Numbers.seconds(run.durationS()));
    html.close("div").line();
    String error = run.error();
    if (error != null) {
      html.element("div", error, "class", "error").line();
    }
  }

  /** A time as the page shows it. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  private void fact(String name, Object value) {
    html.open("span").text(name + " ").element("b", value).close("span").text(" ");
  }

  private void flow(RunRecord run) {
    html.open("nav", "class", "flow").line();
    for (StageRecord stage : run.stages()) {
      String verdict = stage.gate() == null ? "" : stage.gate().verdict().name();
      boolean blocked = stage.gate() != null && !stage.gate().passes();
      String tone = Badge.tone(blocked ? verdict : stage.status().id());
      html.open("a", "href", "#" + stage.name(), "class", tone);
      html.element("strong", stage.heading());
      html.element("span", stage.status().id() + ", " + Numbers.seconds(stage.durationS()));
      String gate = stage.gate() == null ? "no gate" : stage.gate().name() + " " + verdict;
      html.element("span", gate, "class", stage.gate() == null ? "soft" : Badge.tone(verdict));
      html.close("a").line();
    }
    html.close("nav").line();
  }

  private void stage(StageRecord stage) {
    html.open("section", "id", stage.name()).open("h2").text(stage.heading()).text(" ");
    Badge.add(html, stage.status().id());
    html.close("h2").line();
    StageView.gate(html, stage);
    html.open("div", "class", "panels").line();
    for (Panel panel : page.panels().getOrDefault(stage.name(), List.of())) {
      PanelView.add(html, panel);
    }
    html.close("div").line();
    StageView.metrics(html, stage);
    StageView.artifacts(html, stage);
    html.close("section").line();
  }

  private void configuration() {
    html.open("section", "id", "configuration").element("h2", "Configuration").line();
    html.open("details").element("summary", page.config().size() + " values as configured");
    RowTable table = new RowTable(html, List.of("key", "value"));
    page.config()
        .forEach(
            (key, value) ->
                table
                    .row()
                    .cell(new Html().element("code", key))
                    .cell(new Html().element("code", value)));
    table.close();
    html.close("details").close("section").line();
  }

  private void foot(RunRecord run) {
    html.open("footer").text("Beside this page: ").element("a", "run.json", "href", "run.json");
    html.text(" (the same facts for programs) and ");
    html.element("a", "events.jsonl", "href", "events.jsonl");
    html.text(" (what happened when). Configuration SHA-256 ");
    html.element("span", run.configSha256(), "class", "hash").text(".").close("footer").line();
  }

  private static String styleSheet() {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
