package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Progress;
import io.edgeflow.orchestrator.run.RunListener;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.testing.Agents;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the local devices are started ahead, and that they always end. */
class FleetLifeTest {
  @TempDir private Path folder;
  private SmallWorkflow small;
  private final List<ProcessHandle> ahead = new ArrayList<>();

  @BeforeEach
  void make_the_workflow() throws IOException {
    small = SmallWorkflow.in(folder);
  }

  private RunRequest watched() {
    RunListener counting =
        new RunListener() {
          @Override
          public void started(String stage, int index, int total) {
            ahead.add(Agents.only());
          }

          @Override
          public void ended(StageRecord stage) {}
        };
    return RunRequest.defaults().showing(Progress.silent(), counting);
  }

  @Test
  void devices_start_beside_the_first_step_and_end_when_its_gate_blocks() {
    RunResult result = small.load("data_pipeline.quality.ranges=[{min: 0, max: 1}]").run(watched());

    assertThat(result.status()).isEqualTo(RunStatus.GATE_FAILED);
    assertThat(ahead).hasSize(1).noneMatch(ProcessHandle::isAlive);
    assertThat(Agents.alive()).isEmpty();
  }

  @Test
  void they_end_when_a_step_fails() {
    RunResult result =
        small
            .load("data_pipeline.data_sources=[{name: x, type: files, path: gone.csv}]")
            .run(watched());

    assertThat(result.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ahead).hasSize(1).noneMatch(ProcessHandle::isAlive);
    assertThat(Agents.alive()).isEmpty();
  }

  @Test
  void a_run_that_does_not_come_to_the_devices_starts_none() {
    RunResult result = small.load().run(RunRequest.defaults().withOnly("data_pipeline"));

    assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(small.workspace().resolve("fleet")).doesNotExist();
  }

  @Test
  void a_plan_starts_none() {
    assertThat(small.load().plan()).hasSize(5);

    assertThat(Agents.alive()).isEmpty();
    assertThat(small.workspace().resolve("fleet")).doesNotExist();
  }
}
