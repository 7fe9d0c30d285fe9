package io.edgeflow.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.deploy.agent.AgentDevices.Device;
import io.edgeflow.deploy.agent.config.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivingFleetTest {
  private static final String GOLDEN = "living-fleet.v1.json";
  private static final LocalFleetConfig ONE =
      new LocalFleetConfig(1, Map.of("device-01", Fault.HEALTH));

  @TempDir private Path folder;

  private static LivingFleet hostedBy(long pid) {
    return new LivingFleet(
        pid,
        List.of(new Device("device-01", Fault.HEALTH)),
        List.of(new DeploymentTarget("device-01", URI.create("https://127.0.0.1:4001"))));
  }

  @Test
  void what_is_announced_is_found_until_it_is_withdrawn() {
    LivingFleet living = hostedBy(ProcessHandle.current().pid());

    living.announce(folder);
    assertThat(LivingFleet.find(folder, ONE)).contains(living);

    LivingFleet.withdraw(folder);
    assertThat(LivingFleet.find(folder, ONE)).isEmpty();
  }

  @Test
  void what_a_killed_process_left_behind_is_no_fleet() {
    hostedBy(Long.MAX_VALUE).announce(folder);

    assertThat(LivingFleet.find(folder, ONE)).isEmpty();
  }

  @Test
  void one_with_other_devices_or_other_drills_is_refused() {
    hostedBy(ProcessHandle.current().pid()).announce(folder);

    for (LocalFleetConfig other :
        List.of(new LocalFleetConfig(1, Map.of()), new LocalFleetConfig(2, ONE.faults()))) {
      assertThatThrownBy(() -> LivingFleet.find(folder, other))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("has other devices than configured");
    }
  }

  @Test
  void version_1_is_written_to_the_byte_and_reads_to_its_value() throws IOException {
    GoldenFile.assertWritten(GOLDEN, LivingFleet.FORM.pretty(hostedBy(4711)));

    assertThat(LivingFleet.FORM.read(GoldenFile.path(GOLDEN))).isEqualTo(hostedBy(4711));
    assertThatThrownBy(
            () ->
                LivingFleet.FORM.read(
                    GoldenFile.withUnknownField(GoldenFile.text(GOLDEN)), "living"))
        .hasMessageContaining("from_the_future");
  }
}
