package io.edgeflow.orchestrator.track;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker that a configuration asks for: the journal, and at {@link #close()} its replay into
 * the MLflow server, if there is one. A server that cannot be reached is a warning; the run stays
 * in the journal, and {@code edgeflow track sync} replays it later.
 *
 * <pre>{@code
 * try (Tracker tracker = Tracking.open(config, workspace, runId, clock)) {
 *   tracker.parameter("training.epochs", "20");
 *   tracker.metric("val_accuracy", 0.98, epoch);
 *   tracker.finish("succeeded");
 * }
 * }</pre>
 */
public final class Tracking implements Tracker {
  private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);

  private final JournalTracker journal;
  private final TrackSync sync;
  private final String runId;

  private Tracking(JournalTracker journal, TrackSync sync, String runId) {
    this.journal = journal;
    this.sync = sync;
    this.runId = runId;
  }

  /** Opens the tracker of one run. */
  public static Tracker open(
      TrackingConfig config, Workspace workspace, String runId, Clock clock) {
    JournalTracker journal = JournalTracker.open(workspace, runId, clock);
    return config.uri().isEmpty()
        ? journal
        : new Tracking(journal, new TrackSync(config, workspace), runId);
  }

  @Override
  public void parameter(String key, String value) {
    journal.parameter(key, value);
  }

  @Override
  public void metric(String key, double value, long step) {
    journal.metric(key, value, step);
  }

  @Override
  public void tag(String key, String value) {
    journal.tag(key, value);
  }

  @Override
  public void artifact(String name, Path file) {
    journal.artifact(name, file);
  }

  @Override
  public void finish(String status) {
    journal.finish(status);
  }

  /** Ends the journal and replays it; never throws for the server's sake. */
  @Override
  public void close() {
    journal.close();
    try {
      SyncReport report = sync.sync(runId);
      report.problems().forEach(problem -> LOG.warn("Tracking: {}", problem));
    } catch (RuntimeException e) {
      LOG.warn(
          "The run stays in its journal {}; \"edgeflow track sync\" sends it later: {}",
          journal.file(),
          e.getMessage());
    }
  }
}
