package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Deadline;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Nodes;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step's timeout in the middle of a rollout. */
class DeploymentDeadlineTest {
  @TempDir private Path workspace;

  @Test
  void a_rollout_that_runs_out_of_time_takes_every_touched_device_back() {
    RunContext context = TestRun.in(workspace, Clock.systemUTC());
    KeyFolder keys = KeyFolder.development(context.workspace().keys());
    try (InProcessFleet fleet =
        InProcessFleet.start(context.workspace().fleet(), keys, 2, Map.of())) {
      FleetClient client = new FleetClient(fleet.targets(), keys);
      deploy(context, client, 1);
      AtomicInteger checks = new AtomicInteger();

      assertThatThrownBy(() -> deploy(context.within(afterDelivery(checks)), client, 2))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("no time left");
      assertThat(checks.get()).isGreaterThan(3);
      assertThat(client.targets()).allMatch(t -> client.status(t).activeVersion() == 1);
    }
  }

  /** The start, the wave's name and the canary's delivery are in time; its first probe is not. */
  private static Deadline afterDelivery(AtomicInteger checks) {
    return () -> {
      if (checks.incrementAndGet() > 3) {
        throw PipelineException.failed("There is no time left").build();
      }
    };
  }

  private static void deploy(RunContext context, FleetClient client, long seed) {
    DeploymentInput input =
        new DeploymentInput(
            TinyModels.model(context.artifacts(), Format.TFLITE, seed),
            TinyModels.dataset(context.artifacts()),
            Map.of(),
            null,
            client);
    new EdgeDeploymentManager(config(), pause -> {}).run(input, context);
  }

  private static DeployConfig config() {
    Problems problems = new Problems();
    Map<String, Object> deployment = Map.of("min_inferences", TinyModels.VALIDATION_ROWS);
    DeployConfig config =
        DeployConfig.from(
            DeployConfig.FIELDS.read(
                Nodes.of(
                    Map.of("deployment", deployment, "validation", Map.of("golden_accuracy", 0.9))),
                "edge_deployment",
                problems),
            problems);
    problems.throwIfAny();
    return config;
  }
}
