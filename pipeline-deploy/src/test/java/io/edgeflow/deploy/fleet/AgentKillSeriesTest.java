package io.edgeflow.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.VersionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of a device at random moments of a delivery. {@code mvn verify -Plong} does it
 * two hundred times.
 */
class AgentKillSeriesTest {
  private static final int KILLS = Integer.getInteger("edgeflow.agent_kills", 6);
  private static final int LONGEST_MS = 1200;
  private static final LocalFleetConfig ONE = new LocalFleetConfig(1, Map.of());

  @TempDir private Path folder;
  private final Random random = new Random(20_26);
  private Releases releases;

  /** What the device has answered to; written by the delivery, read after it. */
  private volatile boolean saidActive;

  private volatile boolean saidGood;

  @BeforeEach
  void make_keys() {
    releases = new Releases(folder.resolve("workspace"), Clock.systemUTC());
  }

  @Test
  void a_device_that_is_killed_at_any_moment_keeps_its_word_and_a_good_release() throws Exception {
    long good = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long version = kill + 1L;
      Release release = releases.release(version);
      try (LocalFleet fleet = start()) {
        DeploymentTarget device = fleet.targets().get(0);
        FleetClient client = client(fleet);
        long next = client.status(device).sequence();
        CompletableFuture<Void> delivery =
            CompletableFuture.runAsync(() -> deliver(client, device, release, version, next));
        await(delivery, random.nextInt(LONGEST_MS));
        ProcessHandle process = ProcessHandle.of(fleet.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
        delivery.get(60, TimeUnit.SECONDS);
      }
      try (LocalFleet fleet = start()) {
        good = judged(fleet, version, good);
      }
    }
  }

  private static void await(CompletableFuture<Void> delivery, int milliseconds) {
    delivery.copy().completeOnTimeout(null, milliseconds, TimeUnit.MILLISECONDS).join();
  }

  /** The version that a rollback leads to from now on. */
  private long judged(LocalFleet fleet, long version, long good) throws IOException {
    DeploymentTarget device = fleet.targets().get(0);
    FleetClient client = client(fleet);
    DeviceStatus status = client.status(device);
    assertThat(leftovers()).isEmpty();
    assertThat(status.activeVersion()).isIn(saidActive ? List.of(version) : List.of(version, good));
    assertThat(status.judged() || !saidGood).isTrue();
    if (status.activeVersion() == version && !status.judged()) {
      assertThat(status.previousVersion()).isEqualTo(good);
      client.rollback(device, new VersionRequest(version, status.sequence() + 1));
    }
    DeviceStatus now = client.status(device);
    assertThat(now.activeVersion()).isEqualTo(status.judged() ? status.activeVersion() : good);
    assertThat(client.health(device).healthy()).isEqualTo(now.activeVersion() > 0);
    return now.activeVersion();
  }

  private void deliver(
      FleetClient client, DeploymentTarget device, Release release, long version, long last) {
    saidActive = false;
    saidGood = false;
    try {
      client.stage(device, release, last + 1);
      saidActive = accepted(client.activate(device, new VersionRequest(version, last + 2)));
      saidGood = accepted(client.accept(device, new VersionRequest(version, last + 3)));
    } catch (PipelineException killed) {
      // Whatever it has said until then is what it has to keep.
    }
  }

  private static boolean accepted(Answer<DeviceStatus> answer) {
    return answer instanceof Answer.Accepted;
  }

  private List<Path> leftovers() throws IOException {
    Path device = folder.resolve("fleet/device-01");
    try (Stream<Path> files = Files.list(device)) {
      return files
          .filter(file -> file.toString().endsWith(".tmp") || file.endsWith("staging"))
          .toList();
    }
  }

  private LocalFleet start() {
    return LocalFleet.launch(folder.resolve("fleet"), ONE, Optional.empty(), releases.keys());
  }

  private FleetClient client(LocalFleet fleet) {
    return new FleetClient(fleet.targets(), releases.keys());
  }
}
