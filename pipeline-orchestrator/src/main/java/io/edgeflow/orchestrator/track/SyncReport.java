package io.edgeflow.orchestrator.track;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one replay sent; all zero when everything was there already.
 *
 * @param mlflowRunId the run's id on the server; null when its journal cannot be read
 * @param created whether the server did not know the run before
 * @param problems what could not be sent, in words; the rest was
 */
public record SyncReport(
    String runId,
    @Nullable String mlflowRunId,
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

  static SyncReport unreadable(String runId, String why) {
    return new SyncReport(runId, null, false, 0, 0, 0, 0, List.of(why));
  }

  /** Whether anything was sent. */
  public boolean sentAnything() {
    return created || parameters + metrics + tags + artifacts > 0;
  }
}
