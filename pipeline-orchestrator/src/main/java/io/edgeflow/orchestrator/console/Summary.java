package io.edgeflow.orchestrator.console;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.StageRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The table at the end of a run. */
public final class Summary {
  private final Style style;

  /** A table in the given style. */
  public Summary(Style style) {
    this.style = style;
  }

  /** The whole text, ending with a line feed. */
  public String of(RunRecord run, Path folder) {
    StringBuilder text = new StringBuilder();
    String ended = style.word(run.status().id()) + " in " + Numbers.seconds(run.durationS());
    text.append('\n').append(style.fold("run " + run.runId() + "  " + ended)).append("\n\n");
    TextTable table = new TextTable(style, "stage", "status", "time", "gate", "result");
    for (StageRecord stage : run.stages()) {
      table.row(
          stage.name(),
          stage.status().id(),
          Numbers.seconds(stage.durationS()),
          gate(stage),
          Highlights.of(stage));
    }
    text.append(table);
    List<String> lines =
        run.stages().stream()
            .flatMap(stage -> Stream.concat(notPassed(stage), stage.remarks().stream()))
            .toList();
    text.append(lines.isEmpty() ? "" : "\n");
    lines.forEach(line -> text.append(style.fold(line)).append('\n'));
    String report = "report  " + shown(folder.resolve("report.html"));
    String record = "record  " + shown(folder.resolve("run.json"));
    text.append('\n').append(style.fold(report)).append('\n').append(style.fold(record));
    return text.append('\n').toString();
  }

  private static String gate(StageRecord stage) {
    GateReport gate = stage.gate();
    return gate == null ? "-" : gate.name() + " " + gate.verdict();
  }

  /** What blocks, and what would have, were it not allowed to be inconclusive. */
  private Stream<String> notPassed(StageRecord stage) {
    GateReport gate = stage.gate();
    return gate == null
        ? Stream.empty()
        : gate.checks().stream()
            .filter(check -> check.blocks() || check.allowed())
            .map(this::notPassed);
  }

  private String notPassed(Check check) {
    Double value = check.value();
    String found = value == null ? "not measured" : Numbers.withUnit(value, check.unit());
    return style.word(String.valueOf(check.verdict()))
        + (check.allowed() ? " (allowed) " : " ")
        + check.name()
        + " is "
        + found
        + CheckOutcome.bounds(check)
        + ", must be "
        + check.op().symbol()
        + " "
        + Numbers.withUnit(check.limit(), check.unit())
        + " ("
        + check.samples()
        + " samples)"
        + (check.remedy().isBlank() ? "" : "; " + check.remedy())
        + (check.offendingRows().isEmpty() ? "" : "; " + CheckOutcome.offending(check));
  }

  private static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }
}
