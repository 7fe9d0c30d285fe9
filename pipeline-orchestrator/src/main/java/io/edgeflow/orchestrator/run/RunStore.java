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
    if (!runId.matches("[0-9a-z-]{1,64}") || !Files.isDirectory(workspace.run(runId))) {
      throw PipelineException.config("There is no run of this name")
          .found(runId)
          .where(workspace.runs())
          .remedy("edgeflow runs lists them")
          .build();
    }
    Path file = runFile(runId);
    if (!Files.isRegularFile(file)) {
      return fromEvents(runId)
          .orElseThrow(
              () ->
                  PipelineException.failed("The record of the run is lost, and so are its events")
                      .where(file)
                      .build());
    }
    try {
      return RunRecord.FORM.read(file);
    } catch (PipelineException e) {
      return fromEvents(runId).orElseThrow(() -> e);
    }
  }

  private Optional<RunRecord> fromEvents(String runId) {
    Path events = workspace.run(runId).resolve("events.jsonl");
    try {
      return RecordFromEvents.of(events);
    } catch (PipelineException e) {
      LOG.warn("{}", e.getMessage());
      return Optional.empty();
    }
  }

  /** How a run was called. */
  public Invocation invocation(String runId) {
    return Invocation.FORM.read(invocationFile(runId));
  }

  /** All runs, the newest first; a record that is lost is made again from its events. */
  public List<RunRecord> list() {
    if (!Files.isDirectory(workspace.runs())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(workspace.runs())) {
      return folders
          .filter(Files::isDirectory)
          .flatMap(folder -> readable(String.valueOf(folder.getFileName())).stream())
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
        RunRecord told = fromEvents(run.runId()).orElse(run);
        AtomicFile.write(runFile(run.runId()), RunRecord.FORM.pretty(closed(told)));
      }
    }
  }

  /** It may have been killed between its last event and its record. */
  private static RunRecord closed(RunRecord told) {
    return told.status() == RunStatus.RUNNING
        ? told.with(
            RunStatus.INTERRUPTED,
            "The process was killed; edgeflow run --resume " + told.runId() + " goes on",
            told.durationS())
        : told;
  }

  private Optional<RunRecord> readable(String runId) {
    try {
      return Optional.of(read(runId));
    } catch (PipelineException e) {
      LOG.warn("Left out the run {}: {}", runId, e.getMessage());
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
