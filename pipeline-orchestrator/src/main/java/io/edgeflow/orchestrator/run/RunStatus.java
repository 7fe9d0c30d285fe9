package io.edgeflow.orchestrator.run;

import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.error.PipelineException.Kind;
import java.util.Locale;

/** The status of a run as run.json names it, and the exit code of a process that ends so. */
public enum RunStatus {
  /** It is at work; a run found so when the lock is free was killed. */
  RUNNING(Kind.INTERRUPTED.exitCode()),
  /** All stages that were asked for are done and their gates pass. */
  SUCCEEDED(0),
  /** A stage failed. */
  FAILED(Kind.FAILED.exitCode()),
  /** A gate did not pass. */
  GATE_FAILED(Kind.GATE_BLOCKED.exitCode()),
  /** The deployment was rolled back on every device that it touched. */
  ROLLED_BACK(Kind.ROLLED_BACK.exitCode()),
  /** Somebody stopped it; it can be resumed. */
  INTERRUPTED(Kind.INTERRUPTED.exitCode());

  private final int exitCode;

  RunStatus(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of {@code edgeflow run}. */
  public int exitCode() {
    return exitCode;
  }

  /** The id in run.json. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
