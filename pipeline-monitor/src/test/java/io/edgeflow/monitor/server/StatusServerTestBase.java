package io.edgeflow.monitor.server;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.FakeTask;
import io.edgeflow.monitor.MutableClock;
import io.edgeflow.monitor.TestData;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertSeverity;
import io.edgeflow.monitor.collect.DeviceWindow;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.collect.MetricsCollector;
import io.edgeflow.monitor.collect.MetricsConfig;
import io.edgeflow.monitor.drift.DriftConfig;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.ModelDriftDetector;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server of a fleet that is busy, silent and wrong at once. */
abstract class StatusServerTestBase {
  static final ServerConfig ANY_PORT = new ServerConfig("127.0.0.1", 0, false);

  @TempDir Path folder;
  final HttpClient client = HttpClient.newHttpClient();
  volatile Optional<FleetStatus> status = Optional.empty();
  StatusServer server;

  @BeforeEach
  void start() {
    server = StatusServer.start(ANY_PORT, () -> status);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  FleetStatus busyFleet() {
    FakeFleet fleet = new FakeFleet(4);
    fleet.device("d-3").silent = true;
    fleet.device("d-4").errorCode = "<script>alert('x')</script>";
    List<DeploymentTarget> targets = fleet.targets();
    fleet.send(targets.get(0), TestData.rows(1, 150), 1);
    fleet.send(targets.get(1), TestData.rows(2, 50));
    MetricsConfig config = new MetricsConfig(Duration.ofSeconds(60), 30, 4, Duration.ofSeconds(10));
    FleetSnapshot snapshot =
        new MetricsCollector(config, fleet, folder, new MutableClock("2025-06-07T08:09:10Z"))
            .collect();
    DriftReport drift =
        new ModelDriftDetector(new DriftConfig(true, 0.1, Duration.ofHours(1), 100, 0.05))
            .detect(
                FakeFleet.baseline(TestData.rows(3, 400)),
                DeviceWindow.between(null, snapshot),
                snapshot.at());
    return new FleetStatus(
        snapshot.compact(),
        FakeTask.CLASSES.target(),
        snapshot.metrics(FakeTask.CLASSES.target()),
        drift,
        List.of(
            new Alert(
                "device_silent",
                AlertSeverity.CRITICAL,
                "d-3",
                "The device does not answer: <b>",
                null,
                null,
                Instant.parse("2025-06-07T08:00:00Z"),
                "Check its power")),
        List.of(),
        null,
        Duration.ofSeconds(60));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.uri().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
