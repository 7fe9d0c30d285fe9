package io.edgeflow.orchestrator.console;

import io.edgeflow.orchestrator.run.GateRecord;
import io.edgeflow.orchestrator.run.GateRecord.CheckRecord;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.StageRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    text.append("\nrun ").append(run.runId()).append("  ").append(style.word(run.status().id()));
    text.append(" in ").append(Numbers.seconds(run.durationS())).append("\n\n");
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
    text.append(anyBlocks(run) ? "\n" : "");
    for (StageRecord stage : run.stages()) {
      blockers(stage).forEach(line -> text.append(line).append('\n'));
    }
    text.append("\nreport  ").append(shown(folder.resolve("report.html")));
    return text.append("\nrecord  ")
        .append(shown(folder.resolve("run.json")))
        .append('\n')
        .toString();
  }

  private static String gate(StageRecord stage) {
    GateRecord gate = stage.gate();
    return gate == null ? "-" : gate.name() + " " + gate.verdict();
  }

  private static boolean anyBlocks(RunRecord run) {
    return run.stages().stream().anyMatch(s -> s.gate() != null && !s.gate().passes());
  }

  private List<String> blockers(StageRecord stage) {
    GateRecord gate = stage.gate();
    if (gate == null || gate.passes()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (CheckRecord check : gate.checks()) {
      if (check.severity() == null && check.verdict() != null && check.remedy() != null) {
        lines.add(blocker(check));
      }
    }
    return lines;
  }

  private String blocker(CheckRecord check) {
    Double value = check.value();
    String found = value == null ? "not measured" : Numbers.withUnit(value, check.unit());
    return style.word(String.valueOf(check.verdict()))
        + " "
        + check.name()
        + " is "
        + found
        + ", must be "
        + check.op()
        + " "
        + Numbers.withUnit(check.limit(), check.unit())
        + " ("
        + check.samples()
        + " samples); "
        + check.remedy();
  }

  private static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }
}
