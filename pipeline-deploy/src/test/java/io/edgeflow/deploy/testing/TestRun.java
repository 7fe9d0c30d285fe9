package io.edgeflow.deploy.testing;

import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.nio.file.Path;
import java.time.Clock;

/** Run contexts for tests. */
public final class TestRun {
  private TestRun() {}

  public static RunContext in(Path workspace, Clock clock) {
    return in(workspace, clock, EventLog.none());
  }

  public static RunContext in(Path workspace, Clock clock, EventLog events) {
    Workspace folders = new Workspace(workspace);
    return new RunContext(
        "test",
        42,
        2,
        clock,
        folders,
        folders.artifacts(),
        Progress.silent(),
        events,
        Tracker.none());
  }
}
