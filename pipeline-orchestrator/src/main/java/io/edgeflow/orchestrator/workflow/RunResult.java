package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.orchestrator.console.Style;
import io.edgeflow.orchestrator.console.Summary;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
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
   * @return the value; empty where it could not be measured, or the stage has given no output
   * @throws PipelineException of kind CONFIG, naming those there are, if the run has no such stage
   *     or the stage no such metric
   */
  public OptionalDouble metric(String stage, String name) {
    List<String> stages = record.stages().stream().map(StageRecord::name).toList();
    StageRecord found = record.stage(stage).orElseThrow(() -> unknown("stage", stage, stages));
    Double value = found.metrics().get(name);
    if (value != null) {
      return OptionalDouble.of(value);
    }
    Set<String> known = found.metricNames();
    if (!known.isEmpty() && !known.contains(name)) {
      throw unknown("metric", name, known);
    }
    return OptionalDouble.empty();
  }

  private PipelineException unknown(String what, String name, Collection<String> known) {
    return PipelineException.config(
            "There is no " + what + " \"" + name + "\"" + Problems.didYouMean(name, known))
        .limit(String.join(", ", known))
        .where("run " + runId())
        .remedy("take one of these names")
        .build();
  }

  /** Where the report is. */
  public Path report() {
    return folder.resolve("report.html");
  }

  /** For people: the table that a run ends with, and why it did not succeed. */
  @Override
  public String toString() {
    String error = failure.map(e -> "\nerror   " + e.getMessage()).orElse("");
    return new Summary(Style.plain()).of(record, folder).strip() + error;
  }
}
