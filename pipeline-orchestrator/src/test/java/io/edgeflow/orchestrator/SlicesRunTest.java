package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model is measured on other slices without being trained again. */
class SlicesRunTest {
  private static final String TRAINING = "model_training";

  @TempDir private Path folder;

  @Test
  void other_slices_are_measured_of_the_kept_model_and_judged() throws IOException {
    SmallWorkflow small = SmallWorkflow.in(folder);
    RunRequest data = RunRequest.defaults().withOnly("data_pipeline");
    RunRequest training = RunRequest.defaults().withOnly(TRAINING);
    small.load().run(data);
    RunResult first = small.load("model_training.training.epochs=1").run(training);

    String[] sliced =
        settings("slices=[class, label]", "worst_slice={accuracy: 0.99}", "min_slice_samples=25");
    assertThat(stage(small.load(sliced).run(data), "data_pipeline").status())
        .isEqualTo(StageStatus.SUCCEEDED);
    RunResult second = small.load(sliced).run(training);

    StageRecord before = stage(first, TRAINING);
    StageRecord after = stage(second, TRAINING);
    assertThat(after.status()).isEqualTo(StageStatus.CACHED);
    assertThat(after.artifacts()).isEqualTo(before.artifacts());
    List<Check> checks = Objects.requireNonNull(after.gate()).checks();
    assertThat(checks).extracting(Check::name).containsExactly("accuracy", "worst_slice_accuracy");
    assertThat(checks.get(1).verdict().name()).isEqualTo("FAIL");
    assertThat(after.remarks()).anyMatch(note -> note.startsWith("the worst slice is class = "));
    assertThat(Files.readString(second.report())).contains("Slices of test, the worst first");
  }

  private static StageRecord stage(RunResult result, String name) {
    return result.record().stage(name).orElseThrow();
  }

  private static String[] settings(String... evaluation) {
    return Stream.concat(
            Stream.of("model_training.training.epochs=1"),
            Stream.of(evaluation).map(each -> TRAINING + ".evaluation." + each))
        .toArray(String[]::new);
  }

  @Test
  void a_column_that_never_lands_cannot_be_sliced_by() throws IOException {
    SmallWorkflow small = SmallWorkflow.in(folder);
    List<String> settings =
        small.settings(
            "data_pipeline.features.personal={owner: drop}",
            "model_training.evaluation.slices=[owner]");

    assertThatThrownBy(() -> ConfigLoader.load(small.config(), settings))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"owner\" is dropped by features.personal");
  }
}
