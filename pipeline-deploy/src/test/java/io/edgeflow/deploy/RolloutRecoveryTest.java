package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.rollout.DeploymentStatus;
import io.edgeflow.deploy.testing.FewRows;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What devices are left with when a rollout does not end as it should. */
class RolloutRecoveryTest {
  private static final int DEVICES = 3;

  @TempDir private Path folder;
  private Clock clock = Clock.systemUTC();
  private long releases;
  private Workspace workspace;
  private InProcessFleet fleet;

  @BeforeEach
  void start_fleet() {
    workspace = new Workspace(folder);
    fleet = start(Map.of());
  }

  @AfterEach
  void stop_fleet() {
    fleet.close();
  }

  @Test
  void after_a_deployment_every_device_knows_that_its_release_is_good() {
    deploy(1, TinyModels.VALIDATION_ROWS, EventLog.none());

    assertThat(statuses()).allMatch(DeviceStatus::judged);
  }

  @Test
  void a_canary_that_nobody_could_judge_is_not_what_the_next_rollout_goes_back_to() {
    deploy(1, TinyModels.VALIDATION_ROWS, EventLog.none());
    deploy(2, TinyModels.VALIDATION_ROWS + 1, EventLog.none());
    assertThat(statuses())
        .extracting(DeviceStatus::activeVersion, DeviceStatus::judged)
        .containsExactly(tuple(2L, false), tuple(1L, true), tuple(1L, true));
    fleet.close();
    fleet = start(Map.of("device-01", Fault.ANSWERS));

    DeploymentResult third = deploy(3, TinyModels.VALIDATION_ROWS, EventLog.none());

    assertThat(third.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
    assertThat(statuses()).allMatch(status -> status.activeVersion() == 1 && status.judged());
  }

  /** Whichever line is the first that cannot be written, no device keeps what nobody judged. */
  @Test
  void a_full_disk_at_any_line_of_the_journal_does_not_keep_devices_from_going_back() {
    deploy(1, TinyModels.VALIDATION_ROWS, EventLog.none());
    boolean ended = false;
    for (int lines = 0; !ended; lines++) {
      AtomicInteger left = new AtomicInteger(lines);
      EventLog full =
          (type, fields) -> {
            if (type.startsWith("rollout.") && left.getAndDecrement() <= 0) {
              throw PipelineException.failed("Cannot write the rollout's timeline")
                  .cause(new IOException("No space left on device"))
                  .build();
            }
          };
      try {
        deploy(2, TinyModels.VALIDATION_ROWS, full);
        ended = true;
      } catch (PipelineException e) {
        assertThat(e).hasMessageContaining("Cannot write the rollout's timeline");
        assertThat(statuses()).as("%s lines", lines).allMatch(s -> s.activeVersion() == 1);
      }
    }

    assertThat(statuses()).allMatch(status -> status.activeVersion() == 2);
  }

  @Test
  void a_clock_that_jumps_by_a_day_keeps_no_release_from_its_devices() {
    Clock now = Clock.systemUTC();
    for (int jump : new int[] {0, -1, 1, 0}) {
      clock = Clock.offset(now, Duration.ofDays(jump));
      long seed = ++releases;

      DeploymentResult result = deploy(seed, TinyModels.VALIDATION_ROWS, EventLog.none());

      assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
      assertThat(statuses()).allMatch(status -> status.judged() && status.activeVersion() == seed);
    }
  }

  private List<DeviceStatus> statuses() {
    FleetClient client = client();
    return client.targets().stream().map(client::status).toList();
  }

  private DeploymentResult deploy(long seed, int rows, EventLog events) {
    RunContext context = TestRun.in(folder, clock, events);
    DeploymentInput input =
        new DeploymentInput(
            TinyModels.model(context.artifacts(), Format.TFLITE, seed),
            TinyModels.dataset(context.artifacts()),
            Map.of("accuracy", 0.5),
            null,
            client());
    return new EdgeDeploymentManager(FewRows.config(Map.of("min_inferences", rows)), pause -> {})
        .run(input, context);
  }

  private FleetClient client() {
    return new FleetClient(fleet.targets(), keys());
  }

  private KeyFolder keys() {
    return KeyFolder.development(workspace.keys());
  }

  private InProcessFleet start(Map<String, Fault> faults) {
    return InProcessFleet.start(workspace.fleet(), keys(), DEVICES, faults);
  }
}
