package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import io.edgeflow.orchestrator.run.WorkspaceLock.Scope;
import io.edgeflow.orchestrator.serve.FleetService;
import io.edgeflow.orchestrator.testing.Agents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet that is served, and a run in a process of its own that rolls out to it. */
class RunBesideServeTest {
  private static final long PATIENCE_S = 180;
  private static final String ONNX = "edge_deployment.packaging.format=onnx";
  private static final String SLOWLY = "edge_deployment.deployment.rollout_duration=2";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private final Program program = new Program();
  private SmallWorkflow small;

  @BeforeEach
  void a_fleet_that_runs_a_release() throws IOException {
    small = SmallWorkflow.in(folder);
    assertThat(program.run(small.arguments("run"))).as(program.err()).isZero();
  }

  @Test
  void a_run_attaches_to_the_fleet_that_is_served_and_the_service_follows_it() throws Exception {
    try (FleetService service = serve()) {
      ProcessHandle agents = Agents.only();

      Process run = RunProcess.start(small, folder, "--set", ONNX, "--set", SLOWLY);
      List<JsonNode> seen = statuses(service, run);

      assertThat(run.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
      assertThat(seen).anyMatch(status -> !status.at("/rollout").isEmpty());
      JsonNode after = await(service, status -> service.release().version() == 2);
      assertThat(after.at("/devices")).hasSize(3);
      assertThat(after.at("/last_run/id").asText())
          .isEqualTo(RunProcess.runs(small).get(0).runId());
      assertThat(after.at("/rollout")).isEmpty();
      assertThat(get(service, "alerts").toString()).doesNotContain("wrong_model");
      assertThat(agents.isAlive()).isTrue();
    }
    assertThat(Agents.alive()).isEmpty();
  }

  @Test
  void a_run_that_asks_for_other_devices_than_are_up_is_refused() {
    try (FleetService service = serve()) {
      assertThat(service.devices()).hasSize(3);

      int code =
          program.run(small.arguments("run", "--set", "edge_deployment.local_fleet.devices=2"));

      assertThat(code).isEqualTo(2);
      assertThat(program.err()).contains("has other devices than configured");
    }
  }

  @Test
  void a_fleet_is_kept_by_one_process_and_runs_keep_each_other_out() {
    Workspace workspace = new Workspace(small.workspace());
    try (FleetService service = serve()) {
      assertThat(service.devices()).hasSize(3);
      assertThatThrownBy(this::serve)
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("edgeflow serve");
      assertThat(program.run(small.arguments("gc", "--dry-run"))).as(program.err()).isZero();
      try (WorkspaceLock lock = WorkspaceLock.take(workspace, Scope.RUN, "edgeflow run 7")) {
        assertThat(lock).isNotNull();
        assertThat(program.run(small.arguments("run"))).isEqualTo(75);
        assertThat(program.err()).contains("edgeflow run 7");
      }
    }
  }

  private FleetService serve() {
    return FleetService.start(
        ConfigLoader.load(
            small.config(),
            small.settings("monitoring.server.port=0", "monitoring.metrics.interval=1")));
  }

  /** What the service shows while a process is at work. */
  private static List<JsonNode> statuses(FleetService service, Process process) throws Exception {
    List<JsonNode> seen = new ArrayList<>();
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      seen.add(get(service, "status"));
    }
    return seen;
  }

  private static JsonNode await(FleetService service, Predicate<JsonNode> condition)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    JsonNode status = get(service, "status");
    while (!condition.test(status)) {
      assertThat(System.nanoTime()).as(status.toString()).isLessThan(deadline);
      status = get(service, "status");
    }
    return status;
  }

  private static JsonNode get(FleetService service, String document) throws Exception {
    URI uri = service.statusPage().resolve(document);
    return new ObjectMapper()
        .readTree(CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
  }
}
