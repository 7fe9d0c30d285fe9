package io.edgeflow.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.wire.VersionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as the program that it is: child processes, real probes, real kills. */
class LocalFleetTest {
  private static final LocalFleetConfig TWO = new LocalFleetConfig(2, Map.of());

  @TempDir private Path folder;
  private Releases releases;

  @BeforeEach
  void make_workspace() {
    releases = new Releases(folder.resolve("workspace"), Clock.systemUTC());
  }

  @Test
  void a_killed_fleet_comes_back_with_its_models() throws Exception {
    Release first = releases.release(1);
    Release second = releases.release(2);
    String hash;
    try (LocalFleet fleet = start()) {
      hash = deploy(fleet, first);
      killWhileStaging(fleet, second);
    }

    try (LocalFleet fleet = start()) {
      FleetClient client = client(fleet);

      assertThat(fleet.targets())
          .extracting(DeploymentTarget::id)
          .containsExactly("device-01", "device-02");
      assertThat(fleet.targets())
          .allMatch(target -> client.status(target).active().modelSha256().equals(hash))
          .allMatch(target -> client.health(target).healthy());
      assertThat(staging()).doesNotExist();
    }
  }

  @Test
  void closing_ends_the_process() throws Exception {
    ProcessHandle process;
    try (LocalFleet fleet = start()) {
      process = ProcessHandle.of(fleet.pid()).orElseThrow();
      assertThat(process.isAlive()).isTrue();
    }

    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void one_that_is_launched_and_not_waited_for_ends_when_it_is_closed() {
    LocalFleet fleet =
        LocalFleet.launch(folder.resolve("fleet"), TWO, Optional.empty(), releases.keys());
    ProcessHandle process = ProcessHandle.of(fleet.pid()).orElseThrow();
    assertThat(fleet.isAlive()).isTrue();

    fleet.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(fleet.isAlive()).isFalse();
  }

  @Test
  void a_fleet_that_cannot_start_says_why() throws Exception {
    try (LocalFleet running = start()) {
      assertThat(running.targets()).hasSize(2);

      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              PipelineException.class,
              e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.LOCKED))
          .hasMessageContaining("The local devices did not start")
          .hasMessageContaining("exit code 75");
    }
  }

  private LocalFleet start() {
    LocalFleet fleet =
        LocalFleet.launch(folder.resolve("fleet"), TWO, Optional.empty(), releases.keys());
    fleet.targets();
    return fleet;
  }

  private FleetClient client(LocalFleet fleet) {
    return new FleetClient(fleet.targets(), releases.keys());
  }

  private String deploy(LocalFleet fleet, Release release) {
    FleetClient client = client(fleet);
    List<CompletableFuture<Void>> work =
        fleet.targets().stream()
            .map(
                target ->
                    CompletableFuture.runAsync(
                        () -> {
                          long next = client.status(target).sequence() + 1;
                          client.stage(target, release, next);
                          client.activate(target, new VersionRequest(1, next + 1));
                        }))
            .toList();
    work.forEach(CompletableFuture::join);
    return client.status(fleet.targets().get(1)).active().modelSha256();
  }

  private void killWhileStaging(LocalFleet fleet, Release release) throws Exception {
    FleetClient client = client(fleet);
    DeploymentTarget target = fleet.targets().get(0);
    long next = client.status(target).sequence() + 1;
    CompletableFuture<?> upload =
        CompletableFuture.runAsync(() -> client.stage(target, release, next));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.exists(staging()) && !upload.isDone() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(staging()).exists();
    ProcessHandle process = ProcessHandle.of(fleet.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);
    assertThatThrownBy(upload::join).hasMessageContaining("device-01 does not answer");
    assertThat(staging()).exists();
  }

  private Path staging() {
    return folder.resolve("fleet/device-01/staging");
  }
}
