package io.edgeflow.orchestrator.track;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.core.thread.Interrupts;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Replays journals into an MLflow server. The tag {@code edgeflow.run_id} finds a run that is there
 * already, and only what it lacks is sent, so that a second replay changes nothing and a broken one
 * is taken up where it ended.
 *
 * <pre>{@code
 * TrackSync sync = new TrackSync(config, workspace);
 * List<SyncReport> reports = sync.syncAll();
 * }</pre>
 */
public final class TrackSync {
  private final TrackingConfig config;
  private final Workspace workspace;
  private final URI uri;

  /**
   * A replay from the given workspace.
   *
   * @throws PipelineException of kind CONFIG if the configuration names no server
   */
  public TrackSync(TrackingConfig config, Workspace workspace) {
    this.config = config;
    this.workspace = workspace;
    this.uri =
        config
            .uri()
            .orElseThrow(
                () ->
                    PipelineException.config("There is no MLflow server to send runs to")
                        .where("tracking.uri")
                        .remedy("set tracking.uri, for example to http://127.0.0.1:5000")
                        .build());
  }

  /** The runs that have a journal, oldest first. */
  public List<String> runs() {
    return Journal.runs(workspace);
  }

  /**
   * Replays every run that has a journal, oldest first. One whose journal cannot be read is told in
   * its report and holds no other up.
   *
   * @throws PipelineException if the server does not answer, refuses or takes too long
   */
  public List<SyncReport> syncAll() {
    return runs().stream().map(this::syncIfReadable).toList();
  }

  private SyncReport syncIfReadable(String runId) {
    Journal journal;
    try {
      journal = Journal.read(workspace, runId);
    } catch (PipelineException e) {
      return SyncReport.unreadable(runId, runId + ": " + e.getMessage());
    }
    return send(journal);
  }

  /**
   * Replays one run, within {@code tracking.timeout}.
   *
   * @throws PipelineException if there is no such journal, or the server does not answer, refuses
   *     or takes too long; what was sent by then stays
   */
  public SyncReport sync(String runId) {
    return send(Journal.read(workspace, runId));
  }

  private SyncReport send(Journal journal) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(DaemonThreads.named("edgeflow-track-sync"));
    try {
      // MLflow's client has no timeouts of its own.
      Future<SyncReport> report = thread.submit(() -> replay(journal));
      return report.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw PipelineException.failed("The MLflow server takes too long")
          .limit(config.timeout().toMillis() + " ms")
          .where(uri)
          .remedy("raise tracking.timeout, or look at the server")
          .cause(e)
          .build();
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while sending to MLflow");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof PipelineException known ? known : refused(e);
    } finally {
      thread.shutdownNow();
    }
  }

  private SyncReport replay(Journal journal) {
    try (MlflowServer server = new MlflowServer(uri, config.token())) {
      SyncReport report = new JournalSync(server, workspace, journal).into(config.experiment());
      if (report.problems().isEmpty()) {
        TrackedRuns.sent(workspace, journal);
      }
      return report;
    }
  }

  private PipelineException refused(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return PipelineException.failed("The MLflow server refused what was sent")
        .found(String.valueOf(cause.getMessage()))
        .where(uri)
        .cause(cause)
        .build();
  }
}
