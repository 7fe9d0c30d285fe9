package io.edgeflow.core.run;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.track.Tracker;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a run gives its stages: every source of randomness, time, paths, threads and display.
 *
 * @param runId sortable by time
 * @param seed the one seed of the run
 * @param threads threads for numeric work; part of what makes results reproducible
 * @param deadline asked by {@link #check()}; progress that is shown asks it too
 */
public record RunContext(
    String runId,
    long seed,
    int threads,
    Clock clock,
    Workspace workspace,
    ArtifactStore artifacts,
    Progress progress,
    EventLog events,
    Tracker tracker,
    Deadline deadline) {

  /** A context without a deadline. */
  public RunContext(
      String runId,
      long seed,
      int threads,
      Clock clock,
      Workspace workspace,
      ArtifactStore artifacts,
      Progress progress,
      EventLog events,
      Tracker tracker) {
    this(
        runId,
        seed,
        threads,
        clock,
        workspace,
        artifacts,
        progress,
        events,
        tracker,
        Deadline.none());
  }

  /** A quiet context for a single stage called from Java, with two threads. */
  public static RunContext standalone(Path workspace, long seed) {
    Workspace folders = new Workspace(workspace);
    return new RunContext(
        "standalone",
        seed,
        2,
        Clock.systemUTC(),
        folders,
        folders.artifacts(),
        Progress.silent(),
        EventLog.none(),
        Tracker.none());
  }

  /** The same with another number of threads. */
  public RunContext withThreads(int number) {
    return new RunContext(
        runId, seed, number, clock, workspace, artifacts, progress, events, tracker, deadline);
  }

  /** The same whose events go to another log. */
  public RunContext withEvents(EventLog log) {
    return new RunContext(
        runId, seed, threads, clock, workspace, artifacts, progress, log, tracker, deadline);
  }

  /** The same with a deadline, which each step of shown progress asks as well. */
  public RunContext within(Deadline limit) {
    return new RunContext(
        runId,
        seed,
        threads,
        clock,
        workspace,
        artifacts,
        new TimedProgress(progress, limit),
        events,
        tracker,
        limit);
  }

  /**
   * To be called at each batch and each request of long work.
   *
   * @throws io.edgeflow.core.error.PipelineException if the step's time is over
   */
  public void check() {
    deadline.check();
  }

  /** The run's own folder. */
  public Path folder() {
    return workspace.run(runId);
  }
}
