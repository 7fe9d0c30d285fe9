package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.track.SyncReport;
import io.edgeflow.orchestrator.track.TrackSync;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Works with the journal of tracked runs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: edgeflow track sync"})
final class TrackCommand {
  private TrackCommand() {}

  static CommandLine of(Io io) {
    return new CommandLine(new TrackCommand()).addSubcommand("sync", new Sync(io));
  }

  @Command(
      description = "Sends the journal's runs to the MLflow server; what is there is left alone.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: edgeflow track sync --set tracking.uri=http://127.0.0.1:5000"})
  static final class Sync implements Callable<Integer> {
    private final Io io;

    @Mixin ConfigArguments config = new ConfigArguments();

    @Option(names = "--run", paramLabel = "RUN_ID", description = "only this run")
    @Nullable String run;

    @Option(names = "--json", description = "prints what was sent as JSON")
    boolean json;

    Sync(Io io) {
      this.io = io;
    }

    @Override
    public Integer call() {
      WorkflowConfig read = config.load(io);
      TrackSync sync = new TrackSync(read.tracking(), read.workspace());
      List<SyncReport> reports = run == null ? sync.syncAll() : List.of(sync.sync(run));
      if (json) {
        io.out().print(Json.pretty(reports));
      } else {
        reports.forEach(this::print);
        io.say(reports.size() + " runs in the journal");
      }
      return reports.stream().allMatch(r -> r.problems().isEmpty()) ? 0 : 1;
    }

    private void print(SyncReport report) {
      String what =
          report.sentAnything()
              ? report.parameters()
                  + " parameters, "
                  + report.metrics()
                  + " metrics, "
                  + report.artifacts()
                  + " files sent"
              : "nothing new";
      if (report.mlflowRunId() != null) {
        io.say(report.runId() + " -> " + report.mlflowRunId() + ": " + what);
      }
      report.problems().forEach(problem -> io.tell("edgeflow: " + problem));
    }
  }
}
