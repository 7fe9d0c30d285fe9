package io.edgeflow.orchestrator.track;

import java.util.List;

/**
 * What one replay sent; all zero when everything was there already.
 *
 * @param mlflowRunId the run's id on the server
 * @param created whether the server did not know the run before
 * @param problems what could not be sent, in words; the rest was
 */
public record SyncReport(
    String runId,
    String mlflowRunId,
    boolean created,
    int parameters,
    int metrics,
    int tags,
    int artifacts,
    List<String> problems) {
  /** Copies the problems. */
  public SyncReport {
    problems = List.copyOf(problems);
  }

  /** Whether anything was sent. */
  public boolean sentAnything() {
    return created || parameters + metrics + tags + artifacts > 0;
  }
}
