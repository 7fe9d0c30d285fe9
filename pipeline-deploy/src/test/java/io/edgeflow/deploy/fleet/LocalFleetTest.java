package io.edgeflow.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.VersionRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
  void a_device_with_a_damaged_state_does_not_keep_the_others_from_starting() throws Exception {
    Release release = releases.release(1);
    try (LocalFleet fleet = start()) {
      deploy(fleet, release);
    }
    Files.writeString(folder.resolve("fleet/device-01/active.json"), "{\"active\" : ");

    try (LocalFleet fleet = start()) {
      FleetClient client = client(fleet);

      assertThat(client.status(fleet.targets().get(0)).errorCode()).hasValue("state_damaged");
      assertThat(client.status(fleet.targets().get(1)).activeVersion()).isEqualTo(1);
      Release second = releases.release(2);
      long next = client.status(fleet.targets().get(0)).sequence() + 1;
      client.stage(fleet.targets().get(0), second, next);
      client.activate(fleet.targets().get(0), new VersionRequest(2, next + 1));
      assertThat(client.status(fleet.targets().get(0)).errorCode()).isEmpty();
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

  @Test
  void requests_of_many_rows_are_refused_and_the_agent_goes_on() throws Exception {
    Tensor rows = Tensor.of(new int[] {230_000, 16}, new float[230_000 * 16]);
    byte[] body = Json.bytes(InferRequest.of(rows, null, InferRequest.Purpose.REPLAY));
    try (LocalFleet fleet = start()) {
      HttpClient http =
          HttpClient.newBuilder().sslContext(releases.managerTls(fleet.targets())).build();
      deploy(fleet, releases.release(1));
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 8)
              .mapToObj(i -> fleet.targets().get(i % 2).uri().resolve("/v2/infer"))
              .map(uri -> HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body)))
              .map(request -> http.sendAsync(request.build(), BodyHandlers.ofString()))
              .toList();

      // Too many at a time wait for room, and are refused as busy when that takes too long.
      assertThat(answers)
          .extracting(answer -> answer.join().statusCode())
          .contains(413)
          .isSubsetOf(413, 503);
      assertThat(client(fleet).health(fleet.targets().get(1)).healthy()).isTrue();
    }
    assertThat(folder.resolve("fleet/agent.log")).content().doesNotContain("OutOfMemoryError");
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
