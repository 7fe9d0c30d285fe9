package io.edgeflow.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.orchestrator.run.MetricInfo;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunResultTest {
  private static final MetricInfo RATIO = new MetricInfo("ratio", Direction.HIGHER_IS_BETTER, 10);
  private static final StageRecord TRAINED =
      new StageRecord(
          "model_training",
          StageStatus.SUCCEEDED,
          1.5,
          null,
          Map.of("accuracy", 0.9, "f1", 0.8),
          Map.of("accuracy", RATIO, "f1", RATIO, "roc_auc", RATIO),
          List.of());
  private static final StageRecord SKIPPED =
      new StageRecord("monitoring", StageStatus.SKIPPED, 0, null, Map.of(), Map.of(), List.of());

  private static RunResult result() {
    RunRecord record =
        new RunRecord(
            "20260101-120000-abcd",
            RunStatus.FAILED,
            "0",
            42,
            Instant.EPOCH,
            2,
            "It failed",
            List.of(TRAINED, SKIPPED));
    return RunResult.of(record, Path.of("runs/one"), PipelineException.failed("It failed").build());
  }

  @Test
  void a_metric_that_is_there_is_given() {
    assertThat(result().metric("model_training", "accuracy")).hasValue(0.9);
  }

  @Test
  void one_that_could_not_be_measured_or_whose_stage_was_not_reached_is_empty() {
    assertThat(result().metric("model_training", "roc_auc")).isEmpty();
    assertThat(result().metric("monitoring", "avg_accuracy")).isEmpty();
  }

  @Test
  void an_unknown_stage_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> result().metric("modeltraining", "accuracy"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no stage \"modeltraining\"; did you mean \"model_training\"?")
        .hasMessageContaining("limit: model_training, monitoring")
        .hasMessageContaining("run 20260101-120000-abcd");
  }

  @Test
  void an_unknown_metric_is_refused_with_the_nearest_and_all_there_are() {
    assertThatThrownBy(() -> result().metric("model_training", "acuracy"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no metric \"acuracy\"; did you mean \"accuracy\"?")
        .hasMessageContaining("limit: accuracy, f1, roc_auc");
  }

  @Test
  void it_reads_as_the_table_of_its_run_and_why_it_failed() {
    assertThat(result().toString())
        .startsWith("run 20260101-120000-abcd  failed in 2.0 s")
        .contains("model_training  succeeded", "monitoring", "skipped")
        .endsWith("error   It failed")
        .hasSizeLessThan(1000);
    assertThat(result().record().toString()).hasLineCount(1).contains("failed in 2.0 s");
  }
}
