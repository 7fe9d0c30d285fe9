package io.edgeflow.orchestrator.run;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one run's record on disk: each change is an event first, and then run.json is written
 * whole, so that it is true also after a kill, and can be made again when it is lost. Once ended,
 * later changes are ignored. Thread-safe.
 */
public final class RunRecorder {
  private final Path folder;
  private final Workspace workspace;
  private final Clock clock;
  private final Instant since;
  private final Duration before;
  private final EventLog events;
  private RunRecord record;
  private boolean ended;

  private RunRecorder(Workspace workspace, RunRecord record, Clock clock) {
    this.workspace = workspace;
    this.folder = workspace.run(record.runId());
    this.clock = clock;
    this.since = clock.instant();
    this.before = Duration.ofMillis(Math.round(record.durationS() * 1e3));
    this.events = new EventFile(new JsonLines(folder.resolve("events.jsonl")), clock);
    this.record = record;
  }

  static RunRecorder start(Workspace workspace, RunRecord record, Clock clock) {
    RunRecorder recorder = new RunRecorder(workspace, record, clock);
    recorder.journal(new RunEvent.Opened(record));
    recorder.save();
    return recorder;
  }

  /** The run's id. */
  public String runId() {
    return record().runId();
  }

  /** The run's folder. */
  public Path folder() {
    return folder;
  }

  /** The workspace that holds the run. */
  public Workspace workspace() {
    return workspace;
  }

  /** The run's events file. */
  public EventLog events() {
    return events;
  }

  /** The record as of now. */
  public synchronized RunRecord record() {
    return record;
  }

  /** Notes what the run is made with. */
  public synchronized void provenance(Provenance provenance) {
    if (!ended) {
      journal(new RunEvent.Traced(provenance));
      record = record.with(provenance);
      save();
    }
  }

  /** Adds a stage, or replaces what was known of it. */
  public synchronized void stage(StageRecord stage) {
    if (!ended) {
      double worked = worked();
      journal(new RunEvent.StageClosed(stage, worked));
      record = record.with(stage, worked);
      save();
    }
  }

  /**
   * Ends the run; the first call counts.
   *
   * @param error one message when it did not succeed
   */
  public synchronized void end(RunStatus status, @Nullable String error) {
    if (!ended) {
      ended = true;
      double worked = worked();
      journal(new RunEvent.Ended(status, error, worked));
      record = record.with(status, error, worked);
      save();
    }
  }

  private void journal(RunEvent event) {
    events.record(event.type(), event.fields());
  }

  private double worked() {
    return StageRecord.seconds(before.plus(Duration.between(since, clock.instant())));
  }

  private synchronized void save() {
    AtomicFile.write(folder.resolve("run.json"), RunRecord.FORM.pretty(record));
  }
}
