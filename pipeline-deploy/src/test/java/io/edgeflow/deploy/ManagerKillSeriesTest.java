package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.rollout.DeploymentStatus;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.ManagerMain;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Managers that are killed at random moments of a rollout ({@code mvn verify -Plong} kills forty),
 * and two at once.
 */
class ManagerKillSeriesTest {
  private static final int KILLS = Integer.getInteger("edgeflow.manager_kills", 3);
  private static final int DEVICES = 3;
  private static final int LONGEST_MS = 3000;

  @TempDir private Path folder;
  private final Random random = new Random(20_26);
  private Path keys;
  private InProcessFleet fleet;

  @BeforeEach
  void start_fleet() {
    Workspace workspace = new Workspace(folder.resolve("one"));
    keys = workspace.keys();
    fleet =
        InProcessFleet.start(
            folder.resolve("fleet"), KeyFolder.development(keys), DEVICES, Map.of());
  }

  @AfterEach
  void stop_fleet() {
    fleet.close();
  }

  @Test
  void whenever_a_manager_is_killed_devices_are_well_and_the_next_one_ends_the_rollout()
      throws Exception {
    long good = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path result = folder.resolve("killed-" + kill);
      Process manager = start("one", kill, result);
      if (!manager.waitFor(random.nextInt(LONGEST_MS), TimeUnit.MILLISECONDS)) {
        manager.destroyForcibly().waitFor();
      }
      for (DeviceStatus device : statuses()) {
        assertThat(device.activeVersion()).isBetween(good, good + 1);
        assertThat(device.judged() || device.previousVersion() == good).isTrue();
      }

      DeploymentResult ended = ended(start("one", kill, folder.resolve("ended-" + kill)), kill);

      assertThat(ended.status()).isIn(DeploymentStatus.DEPLOYED, DeploymentStatus.ALREADY_ACTIVE);
      assertThat(statuses())
          .allMatch(device -> device.judged() && device.runs(ended.bundle().sha256()));
      good = statuses().get(0).activeVersion();
    }
  }

  @Test
  void of_two_managers_at_once_none_reports_what_is_not_so() throws Exception {
    Process first = start("one", 100, folder.resolve("first"));
    Process second = start("two", 200, folder.resolve("second"));
    first.waitFor();
    second.waitFor();
    Map<String, DeploymentResult> results = new java.util.TreeMap<>();
    for (String name : List.of("first", "second")) {
      if (Files.exists(folder.resolve(name))) {
        results.put(name, read(folder.resolve(name)));
      }
    }
    List<DeviceStatus> devices = statuses();

    assertThat(devices).allMatch(device -> device.judged() || device.previousVersion() == 0);
    FleetClient client = client();
    assertThat(client.targets())
        .allMatch(
            target -> client.status(target).active() == null || client.health(target).healthy());
    boolean anyDeployed =
        results.values().stream().anyMatch(r -> r.status() == DeploymentStatus.DEPLOYED);
    if (anyDeployed) {
      assertThat(results.values())
          .filteredOn(result -> result.status() == DeploymentStatus.DEPLOYED)
          .anyMatch(result -> devices.stream().allMatch(d -> d.runs(result.bundle().sha256())));
    }
  }

  private DeploymentResult ended(Process manager, int number) throws Exception {
    assertThat(manager.waitFor())
        .as(Files.readString(folder.resolve("ended-" + number + ".log")))
        .isZero();
    return read(folder.resolve("ended-" + number));
  }

  private static DeploymentResult read(Path file) throws IOException {
    return Json.read(Files.readString(file), DeploymentResult.class, file);
  }

  private Process start(String workspace, long seed, Path result) throws IOException {
    return ManagerMain.start(folder.resolve(workspace), keys, fleet.targets(), seed, result);
  }

  private List<DeviceStatus> statuses() {
    FleetClient client = client();
    return client.targets().stream().map(client::status).toList();
  }

  private FleetClient client() {
    List<DeploymentTarget> targets = fleet.targets();
    return new FleetClient(targets, KeyFolder.open(keys));
  }
}
