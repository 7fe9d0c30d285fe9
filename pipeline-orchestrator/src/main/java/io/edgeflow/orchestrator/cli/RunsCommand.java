package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.console.TextTable;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Lists the runs, the newest first.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: edgeflow runs --json"})
final class RunsCommand implements Callable<Integer> {
  private final Io io;

  @Mixin WorkspaceArguments arguments = new WorkspaceArguments();

  @Option(names = "--json", description = "prints the records as JSON")
  boolean json;

  RunsCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Workspace workspace = arguments.of(io);
    RunStore.Listing listing = new RunStore(workspace, Clock.systemUTC()).listing();
    List<RunRecord> runs = listing.runs();
    if (json) {
      io.out().print(Json.pretty(runs));
    } else if (runs.isEmpty()) {
      io.say("no runs yet in " + workspace.root());
    } else {
      io.out().print(table(runs));
    }
    listing
        .damaged()
        .forEach((id, why) -> io.tell("edgeflow: left out the run " + id + ": " + why));
    return 0;
  }

  private TextTable table(List<RunRecord> runs) {
    TextTable table =
        new TextTable(io.style(), "run", "started", "took", "seed", "gates", "status");
    for (RunRecord run : runs) {
      Instant started = run.startedAt().truncatedTo(ChronoUnit.SECONDS);
      table.row(
          run.runId(),
          started.toString(),
          Numbers.seconds(run.durationS()),
          Long.toString(run.seed()),
          gates(run),
          run.status().id());
    }
    return table;
  }

  private static String gates(RunRecord run) {
    List<GateReport> gates =
        run.stages().stream().map(s -> s.gate()).filter(g -> g != null).toList();
    return gates.stream().filter(GateReport::passes).count() + " of " + gates.size();
  }
}
