package io.edgeflow.orchestrator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.monitor.MonitoringService;
import io.edgeflow.monitor.server.FleetStatus;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastKnownTest {
  @TempDir private Path folder;

  @Test
  void a_service_that_still_starts_shows_the_fleet_as_the_last_run_left_it() throws Exception {
    SmallWorkflow small = SmallWorkflow.in(folder);
    WorkflowConfig config =
        ConfigLoader.load(small.config(), small.settings("monitoring.server.port=0"));
    WorkspaceActivity activity = new WorkspaceActivity(new Workspace(small.workspace()));
    Path own = small.workspace().resolve("monitor");
    assertThat(LastKnown.of(config, own, activity, Clock.systemUTC())).isEmpty();
    String runId = small.load().run().runId();

    Optional<FleetStatus> known = LastKnown.of(config, own, activity, Clock.systemUTC());

    assertThat(known).isPresent();
    assertThat(known.get().metrics().activeDevices()).isEqualTo(3);
    try (MonitoringService service =
        MonitoringService.open(config.monitoring(), own, known, activity::now, Clock.systemUTC())) {
      String page =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(service.uri()).build(), BodyHandlers.ofString())
              .body();
      assertThat(page)
          .contains("This is what was known at", "device-03", "Last run", runId)
          .doesNotContain("Rollout in progress");
    }
  }
}
