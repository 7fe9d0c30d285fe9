package io.edgeflow.orchestrator.run;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a workspace. */
public final class RunStore {
  private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int SUFFIX = 4;

  private final Workspace workspace;
  private final Clock clock;

  /** The runs below a workspace's folder. */
  public RunStore(Workspace workspace, Clock clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /** Starts a run under a new id, which sorts by time. */
  public RunRecorder create(Invocation invocation, String configSha256, long seed) {
    Instant now = clock.instant();
    String runId = freeId(now, configSha256);
    AtomicFile.write(invocationFile(runId), Invocation.FORM.pretty(invocation));
    return RunRecorder.start(workspace, RunRecord.begin(runId, configSha256, seed, now), clock);
  }

  /** Goes on with a run in its own folder. */
  public RunRecorder resume(RunRecord record) {
    return RunRecorder.start(workspace, record.resumed(), clock);
  }

  /**
   * A run's record.
   *
   * @throws PipelineException of kind CONFIG when there is no such run
   */
  public RunRecord read(String runId) {
    Path file = runFile(runId);
    if (!runId.matches("[0-9a-z-]{1,64}") || !Files.isRegularFile(file)) {
      throw PipelineException.config("There is no run of this name")
          .found(runId)
          .where(workspace.runs())
          .remedy("edgeflow runs lists them")
          .build();
    }
    return RunRecord.FORM.read(file);
  }

  /** How a run was called. */
  public Invocation invocation(String runId) {
    return Invocation.FORM.read(invocationFile(runId));
  }

  /** All runs, the newest first; a folder without a readable run.json is left out. */
  public List<RunRecord> list() {
    if (!Files.isDirectory(workspace.runs())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(workspace.runs())) {
      return folders
          .map(folder -> folder.resolve("run.json"))
          .filter(Files::isRegularFile)
          .flatMap(file -> readable(file).stream())
          .sorted(
              Comparator.comparing(RunRecord::startedAt).thenComparing(RunRecord::runId).reversed())
          .toList();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot list the runs")
          .where(workspace.runs())
          .cause(e)
          .build();
    }
  }

  /**
   * Notes that runs which still say {@code running} were killed. Only the holder of the lock may
   * call this: it is what makes sure that none of them is alive.
   */
  public void closeKilledRuns() {
    for (RunRecord run : list()) {
      if (run.status() == RunStatus.RUNNING) {
        RunRecord closed =
            new RunRecord(
                run.runId(),
                RunStatus.INTERRUPTED,
                run.configSha256(),
                run.seed(),
                run.startedAt(),
                run.durationS(),
                "The process was killed; edgeflow run --resume " + run.runId() + " goes on",
                run.stages());
        AtomicFile.write(runFile(run.runId()), RunRecord.FORM.pretty(closed));
      }
    }
  }

  private static Optional<RunRecord> readable(Path file) {
    try {
      return Optional.of(RunRecord.FORM.read(file));
    } catch (PipelineException e) {
      LOG.warn("Left out {}: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private String freeId(Instant now, String salt) {
    for (int attempt = 0; ; attempt++) {
      String suffix =
          Sha256.of(salt + now + ProcessHandle.current().pid() + "/" + attempt)
              .substring(0, SUFFIX);
      String runId = STAMP.format(now) + "-" + suffix;
      if (!Files.exists(workspace.run(runId))) {
        return runId;
      }
    }
  }

  private Path runFile(String runId) {
    return workspace.run(runId).resolve("run.json");
  }

  private Path invocationFile(String runId) {
    return workspace.run(runId).resolve("invocation.json");
  }
}
