package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.run.Progress;
import io.edgeflow.orchestrator.run.RunListener;
import java.util.Optional;

/**
 * How to run, beside what the configuration says.
 *
 * @param from a step's name; steps before it must come from the cache
 * @param only like {@code from}, and the steps after it are skipped
 * @param resume the run to go on with
 */
public record RunRequest(
    Optional<String> from,
    Optional<String> only,
    Optional<String> resume,
    Progress progress,
    RunListener listener) {

  /** All steps, a new run, nothing shown. */
  public static RunRequest defaults() {
    return new RunRequest(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Progress.silent(),
        RunListener.none());
  }

  /** The same with {@code from}. */
  public RunRequest startingFrom(String stage) {
    return new RunRequest(Optional.of(stage), only, resume, progress, listener);
  }

  /** The same with {@code only}. */
  public RunRequest withOnly(String stage) {
    return new RunRequest(from, Optional.of(stage), resume, progress, listener);
  }

  /** The same, going on with a run. */
  public RunRequest resuming(String runId) {
    return new RunRequest(from, only, Optional.of(runId), progress, listener);
  }

  /** The same with a display. */
  public RunRequest showing(Progress newProgress, RunListener newListener) {
    return new RunRequest(from, only, resume, newProgress, newListener);
  }
}
