package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.rollout.DeploymentStatus;
import io.edgeflow.deploy.rollout.TargetOutcome;
import io.edgeflow.deploy.rollout.TargetState;
import io.edgeflow.deploy.testing.BadDevice;
import io.edgeflow.deploy.testing.BadDevice.Manners;
import io.edgeflow.deploy.testing.FewRows;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.TestRun;
import io.edgeflow.deploy.testing.TinyModels;
import io.edgeflow.deploy.trust.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that would hold a manager up for ever; {@code mvn verify -Plong} has 99 in all. */
@Timeout(300)
class BadDevicesTest {
  private static final int DEVICES = Integer.getInteger("edgeflow.devices", 30);
  private static final Duration QUICK = Duration.ofSeconds(2);
  private static final Duration SLOW = Duration.ofSeconds(4);

  @TempDir private Path workspace;
  private RunContext context;
  private KeyFolder keys;

  @BeforeEach
  void make_keys() {
    context = TestRun.in(workspace, Clock.systemUTC());
    keys = KeyFolder.development(context.workspace().keys());
  }

  @ParameterizedTest
  @CsvSource({
    "MUTE, no complete answer within",
    "STALLED, no complete answer within",
    "ENDLESS, a body of more than 16777216 bytes"
  })
  void a_bad_device_is_named_in_time(Manners manners, String found) throws Exception {
    try (BadDevice bad = device("device-98", manners)) {
      FleetClient client = new FleetClient(List.of(bad.target()), keys, QUICK, SLOW);
      long begin = System.nanoTime();

      assertThatThrownBy(() -> client.status(bad.target()))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("device-98 does not answer as it should")
          .hasMessageContaining(found);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(QUICK.multipliedBy(2));
    }
  }

  @Test
  void a_rollout_to_a_fleet_with_three_bad_devices_ends_in_time_and_names_them() throws Exception {
    try (InProcessFleet fleet = fleet(DEVICES - 3);
        BadDevice mute = device("device-97", Manners.MUTE);
        BadDevice endless = device("device-98", Manners.ENDLESS);
        BadDevice stalled = device("device-99", Manners.STALLED)) {
      FleetClient client = client(fleet, mute, endless, stalled);
      long begin = System.nanoTime();

      DeploymentResult result = deploy(client);

      assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
      assertThat(result.targets()).filteredOn(TargetOutcome::successful).hasSize(DEVICES - 3);
      assertThat(result.targets())
          .filteredOn(target -> target.state() == TargetState.PENDING)
          .extracting(TargetOutcome::id)
          .containsExactly("device-97", "device-98", "device-99");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void a_device_that_falls_silent_during_delivery_ends_the_rollout_in_time() throws Exception {
    try (InProcessFleet fleet = fleet(3);
        BadDevice silent = device("device-99", Manners.MUTE_ON_DELIVERY)) {
      FleetClient client = client(fleet, silent);
      long begin = System.nanoTime();

      DeploymentResult result = deploy(client);

      assertThat(result.status())
          .isIn(DeploymentStatus.ROLLED_BACK, DeploymentStatus.ROLLBACK_FAILED);
      assertThat(result.targets())
          .filteredOn(target -> target.error().isPresent())
          .extracting(TargetOutcome::id)
          .containsExactly("device-99");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void one_of_ten_that_falls_silent_during_delivery_is_named_and_the_others_go_on()
      throws Exception {
    try (InProcessFleet fleet = fleet(9);
        BadDevice silent = device("device-99", Manners.MUTE_ON_DELIVERY)) {
      FleetClient client = client(fleet, silent);
      long begin = System.nanoTime();

      DeploymentResult result = deploy(client);

      assertThat(result.status()).isEqualTo(DeploymentStatus.DEPLOYED);
      assertThat(result.successful()).isEqualTo(9);
      assertThat(result.failed()).extracting(TargetOutcome::id).containsExactly("device-99");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
    }
  }

  private InProcessFleet fleet(int devices) {
    return InProcessFleet.start(context.workspace().fleet(), keys, devices, Map.of());
  }

  private BadDevice device(String id, Manners manners) throws Exception {
    return new BadDevice(id, context.workspace().fleet(), keys, manners);
  }

  private FleetClient client(InProcessFleet fleet, BadDevice... bad) {
    List<DeploymentTarget> targets = new ArrayList<>(fleet.targets());
    for (BadDevice one : bad) {
      targets.add(one.target());
    }
    return new FleetClient(targets, keys, QUICK, SLOW);
  }

  private DeploymentResult deploy(FleetClient client) {
    DeploymentInput input =
        new DeploymentInput(
            TinyModels.model(context.artifacts(), Format.TFLITE, 1),
            TinyModels.dataset(context.artifacts()),
            Map.of(),
            null,
            client);
    return new EdgeDeploymentManager(FewRows.config(Map.of()), pause -> {}).run(input, context);
  }
}
