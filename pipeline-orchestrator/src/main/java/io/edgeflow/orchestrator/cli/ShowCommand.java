package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.console.CheckOutcome;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.console.Summary;
import io.edgeflow.orchestrator.console.TextTable;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.orchestrator.run.StageRecord;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Shows a run: its stages, its gates with every check, its metrics.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: edgeflow show latest"})
final class ShowCommand implements Callable<Integer> {
  private static final String DATA_CARD = "data_card.md";
  private static final String LATEST = "latest";

  private final Io io;

  @Parameters(paramLabel = "RUN", description = "a run's id, or latest", defaultValue = LATEST)
  String run = LATEST;

  @Mixin WorkspaceArguments arguments = new WorkspaceArguments();

  @Option(names = "--json", description = "prints the record as JSON")
  boolean json;

  ShowCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Workspace workspace = arguments.of(io);
    RunStore store = new RunStore(workspace, Clock.systemUTC());
    RunRecord record = run.equals(LATEST) ? latest(store, workspace) : store.read(run);
    if (json) {
      io.out().print(RunRecord.FORM.pretty(record));
      return 0;
    }
    record.stages().forEach(stage -> stage(stage, workspace));
    if (record.error() != null) {
      io.say("\n" + record.error());
    }
    io.out().print(new Summary(io.style()).of(record, workspace.run(record.runId())));
    return 0;
  }

  private static RunRecord latest(RunStore store, Workspace workspace) {
    return store.list().stream()
        .findFirst()
        .orElseThrow(
            () ->
                PipelineException.config("There is no run yet")
                    .where(workspace.root())
                    .remedy("edgeflow run makes one")
                    .build());
  }

  private void stage(StageRecord stage, Workspace workspace) {
    GateReport gate = stage.gate();
    if (gate != null) {
      io.say("\n" + stage.name() + ": gate " + gate.name());
      TextTable table =
          new TextTable(io.style(), "check", "value", "limit", "unit", "samples", "verdict");
      gate.checks()
          .forEach(
              check ->
                  table.row(
                      check.name(),
                      check.value() == null
                          ? "-"
                          : Numbers.of(check.value()) + CheckOutcome.bounds(check),
                      check.op().symbol() + " " + Numbers.of(check.limit()),
                      check.unit(),
                      Long.toString(check.samples()),
                      CheckOutcome.of(check)));
      io.out().print(table);
    }
    stage.remarks().forEach(io.out()::println);
    stage.artifacts().stream()
        .filter(file -> file.name().equals(DATA_CARD))
        .forEach(file -> io.say("data card: " + workspace.root().resolve(file.path())));
    if (!stage.metrics().isEmpty()) {
      io.say("\n" + stage.name() + ": metrics");
      TextTable table = new TextTable(io.style(), "metric", "value", "unit");
      stage
          .metrics()
          .forEach((name, value) -> table.row(name, Numbers.of(value), stage.unit(name)));
      io.out().print(table);
    }
  }
}
