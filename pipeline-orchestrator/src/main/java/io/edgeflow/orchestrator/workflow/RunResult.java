package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param record the content of run.json
 * @param folder the run's folder with run.json, report.html and events.jsonl
 * @param failure why it did not succeed
 */
public record RunResult(RunRecord record, Path folder, Optional<PipelineException> failure) {
  static RunResult of(RunRecord record, Path folder, @Nullable PipelineException failure) {
    return new RunResult(record, folder, Optional.ofNullable(failure));
  }

  /** The run's id. */
  public String runId() {
    return record.runId();
  }

  /** The run's status, which decides the exit code. */
  public RunStatus status() {
    return record.status();
  }

  /** Whether every stage that was asked for is done and every gate passes. */
  public boolean succeeded() {
    return record.status() == RunStatus.SUCCEEDED;
  }

  /** The exit code of a process that ends with this run. */
  public int exitCode() {
    return failure.map(e -> e.kind().exitCode()).orElse(record.status().exitCode());
  }

  /**
   * A stage's metric.
   *
   * @param stage for example {@code model_training}
   * @param name for example {@code accuracy}
   */
  public OptionalDouble metric(String stage, String name) {
    return record
        .stage(stage)
        .map(s -> s.metrics().get(name))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** Where the report is. */
  public Path report() {
    return folder.resolve("report.html");
  }
}
