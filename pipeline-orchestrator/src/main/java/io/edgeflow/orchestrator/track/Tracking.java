package io.edgeflow.orchestrator.track;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.core.track.Tracker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker that a configuration asks for: the journal, and its replay into the MLflow server, if
 * there is one: now and then while the run goes on, from a thread of its own that the run never
 * waits for, and once more at {@link #close()}. A server that cannot be reached is a warning; the
 * run stays in the journal, and {@code edgeflow track sync} replays it later.
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

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final JournalTracker journal;
  private final TrackSync sync;
  private final String runId;
  private final Duration patience;
  private final ScheduledExecutorService live =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("edgeflow-track-live"));
  private final Future<?> ticking;

  private Tracking(
      JournalTracker journal, TrackSync sync, String runId, Duration patience, Duration interval) {
    this.journal = journal;
    this.sync = sync;
    this.runId = runId;
    this.patience = patience;
    this.ticking =
        live.scheduleWithFixedDelay(
            this::replayLive, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Opens the tracker of one run. */
  public static Tracker open(
      TrackingConfig config, Workspace workspace, String runId, Clock clock) {
    return open(config, workspace, runId, clock, INTERVAL);
  }

  static Tracker open(
      TrackingConfig config, Workspace workspace, String runId, Clock clock, Duration interval) {
    JournalTracker journal = JournalTracker.open(workspace, runId, clock);
    return config.uri().isEmpty()
        ? journal
        : new Tracking(
            journal, new TrackSync(config, workspace), runId, config.timeout(), interval);
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

  /** What is missed now is sent at the next time, or at the end. */
  private void replayLive() {
    try {
      sync.sync(runId);
    } catch (RuntimeException e) {
      LOG.debug("The run is not sent while it goes on", e);
    }
  }

  /** A replay at work ends by itself: two at once would make two runs of one. */
  private void endLive() {
    ticking.cancel(false);
    live.shutdown();
    try {
      if (!live.awaitTermination(patience.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A replay into MLflow does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the journal and replays it; never throws for the server's sake. */
  @Override
  public void close() {
    journal.close();
    endLive();
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
