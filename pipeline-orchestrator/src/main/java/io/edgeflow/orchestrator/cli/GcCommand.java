package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.RunConfig;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.console.TextTable;
import io.edgeflow.orchestrator.retention.DeletionJournal;
import io.edgeflow.orchestrator.retention.GarbageCollection;
import io.edgeflow.orchestrator.retention.GcReport;
import io.edgeflow.orchestrator.retention.GcReport.Part;
import io.edgeflow.orchestrator.retention.Retention;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Removes the oldest runs and the files that nothing needs any more.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Stays: what a release, a device, a kept run, the newest run that can be resumed, the newest"
          + " output of each stage, or a journal that no server has needs. Limits are those of"
          + " workflow.retention where no option gives them; sizes are in units of 2^30 bytes.",
      "",
      "Each deletion of data is written to data-deletions.jsonl of the workspace, which --deletions"
          + " shows.",
      "",
      "Example: edgeflow gc --keep-runs 10 --max-gb 5 --dry-run"
    })
final class GcCommand implements Callable<Integer> {
  private final Io io;

  @Mixin ConfigArguments config = new ConfigArguments();

  @Option(names = "--keep-runs", paramLabel = "N", description = "how many runs stay, at least 1")
  @Nullable Integer keepRuns;

  @Option(names = "--max-gb", paramLabel = "X", description = "oldest runs go until all fits")
  @Nullable Double maxGb;

  @Option(
      names = "--drop-journals",
      description = "removes the journals of removed runs although no MLflow server has them")
  boolean dropJournals;

  @Option(
      names = "--keep-data-days",
      paramLabel = "N",
      description = "data that no run has used since goes, at least 1")
  @Nullable Integer keepDataDays;

  @Option(
      names = "--deletions",
      description = "touches nothing, shows which data was deleted, when and why")
  boolean deletions;

  @Option(names = "--dry-run", description = "touches nothing, says what would go")
  boolean dryRun;

  @Option(names = "--json", description = "prints what went as JSON")
  boolean json;

  GcCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    requirePositive();
    boolean byDefault = config.file.equals(Path.of(ConfigArguments.DEFAULT));
    RunConfig read =
        ConfigLoader.workflow(
            WorkspaceArguments.file(byDefault ? null : config.file),
            config.settings.all(io.environment()),
            io.environment());
    if (deletions) {
      return new DeletionsView(io, json)
          .print(new DeletionJournal(new Workspace(read.workspace())));
    }
    GcReport report =
        new GarbageCollection(new Workspace(read.workspace()), Clock.systemUTC())
            .collect(limits(read.retention()), dropJournals, dryRun);
    if (json) {
      io.out().print(Json.pretty(report));
    } else {
      print(report);
    }
    return verdict(report);
  }

  private void requirePositive() {
    requireAbove(keepRuns != null && keepRuns < 1, "--keep-runs", keepRuns);
    requireAbove(keepDataDays != null && keepDataDays < 1, "--keep-data-days", keepDataDays);
    requireAbove(maxGb != null && !(maxGb > 0), "--max-gb", maxGb);
  }

  private static void requireAbove(boolean wrong, String option, @Nullable Number found) {
    if (wrong) {
      throw PipelineException.config("A limit must be above 0")
          .found(String.valueOf(found))
          .where(option)
          .build();
    }
  }

  private Retention limits(Retention configured) {
    Retention limits = keepRuns == null ? configured : configured.withRuns(keepRuns);
    limits = maxGb == null ? limits : limits.withMaxGb(maxGb);
    return keepDataDays == null ? limits : limits.withDataDays(keepDataDays);
  }

  private void print(GcReport report) {
    String goes = report.dryRun() ? "would go" : "removed";
    TextTable table = new TextTable(io.style(), "what", "kept", "size", goes, "freed");
    for (Part part : report.parts()) {
      table.row(
          part.name(),
          Integer.toString(part.kept()),
          Numbers.bytes(part.keptBytes()),
          Integer.toString(part.removed()),
          Numbers.bytes(part.freedBytes()));
    }
    table.row("all", "", Numbers.bytes(report.leftBytes()), "", Numbers.bytes(report.freedBytes()));
    io.out().print(table);
    if (!report.removedRuns().isEmpty()) {
      io.say("\nruns: " + String.join(", ", report.removedRuns()));
    }
    new DeletionsView(io, json).print(report);
    report.damaged().forEach((file, why) -> io.say("\nkept " + file + ": " + why));
    if (report.heldBytes() > 0) {
      io.say(
          "\n"
              + Numbers.bytes(report.heldBytes())
              + " of artifacts stay for journals of removed runs that no MLflow server has:"
              + " edgeflow track sync sends them, --drop-journals removes them");
    }
  }

  private int verdict(GcReport report) {
    if (report.fits()) {
      return 0;
    }
    throw PipelineException.failed("What has to stay is above the budget")
        .found(Numbers.bytes(report.leftBytes()))
        .limit(Numbers.bytes(report.maxBytes() == null ? 0 : report.maxBytes()))
        .where("workflow.retention.max_gb or --max-gb")
        .remedy("send the journals (edgeflow track sync), or allow more")
        .build();
  }
}
