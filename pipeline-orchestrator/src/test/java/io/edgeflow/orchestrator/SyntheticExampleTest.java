package io.edgeflow.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.workflow.RunResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticExampleTest {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));

  @TempDir private Path folder;

  @Test
  void a_trial_without_data_goes_through_all_stages() {
    RunResult run =
        EdgeAiWorkflowOrchestrator.load(
                ROOT.resolve("config/examples/synthetic.yaml"),
                "workflow.workspace=" + folder.resolve("space"),
                "edge_deployment.local_fleet.devices=2",
                "edge_deployment.deployment.rollout_duration=0.2",
                "model_optimization.export.formats=[tflite]")
            .run();

    assertThat(run.failure()).isEmpty();
    assertThat(run.record().stages()).hasSize(5);
    assertThat(run.record().stages().stream().map(StageRecord::gate))
        .allMatch(gate -> gate != null && gate.passes());
    assertThat(run.metric("model_training", "accuracy").orElseThrow()).isGreaterThan(0.85);
  }
}
