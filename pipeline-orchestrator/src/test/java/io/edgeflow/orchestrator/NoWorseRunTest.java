package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each run's model is held to that of the last run that succeeded. */
class NoWorseRunTest {
  @TempDir private Path folder;

  @Test
  void a_model_is_held_to_the_one_that_the_last_good_run_accepted() throws IOException {
    SmallWorkflow small = SmallWorkflow.in(folder);
    small.load().run(RunRequest.defaults().withOnly("data_pipeline"));

    RunResult first = train(small, "2");
    RunResult again = train(small, "2");
    RunResult worse = train(small, "1", "model_training.training.learning_rate=0.00001");
    RunResult last = train(small, "2");

    assertThat(check(first).notApplicable()).contains("no run of this workflow");
    assertThat(stage(again).status()).isEqualTo(StageStatus.CACHED);
    assertThat(check(again).verdict()).isEqualTo(Verdict.PASS);
    assertThat(worse.status()).isEqualTo(RunStatus.GATE_FAILED);
    assertThat(check(worse).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check(worse).remedy()).contains(again.runId());
    assertThat(check(last).verdict()).isEqualTo(Verdict.PASS);
    assertThat(Files.readString(worse.report()))
        .contains("Beside the last accepted model")
        .contains("exact McNemar");
  }

  private static RunResult train(SmallWorkflow small, String epochs, String... more) {
    String[] settings =
        Stream.concat(
                Stream.of(
                    "model_training.training.epochs=" + epochs,
                    "model_training.evaluation={thresholds: {accuracy: 0}, label_noise: false,"
                        + " reference: false, no_worse: {margin: 0.05}}"),
                Stream.of(more))
            .toArray(String[]::new);
    return small.load(settings).run(RunRequest.defaults().withOnly("model_training"));
  }

  private static StageRecord stage(RunResult result) {
    return result.record().stage("model_training").orElseThrow();
  }

  private static Check check(RunResult result) {
    return Objects.requireNonNull(stage(result).gate()).checks().stream()
        .filter(check -> check.name().equals("gain_over_accepted"))
        .findFirst()
        .orElseThrow();
  }
}
