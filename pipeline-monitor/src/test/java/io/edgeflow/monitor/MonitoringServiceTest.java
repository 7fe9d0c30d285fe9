package io.edgeflow.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.monitor.server.Activity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringServiceTest {
  @TempDir private Path folder;
  private final FakeFleet fleet = new FakeFleet(3);
  private Baseline baseline = FakeFleet.baseline(TestData.rows(1, 400));
  private final MutableClock clock = new MutableClock("2025-01-01T00:00:00Z");
  private ManualSchedule schedule = new ManualSchedule();

  /** Keeps the tasks for the test to run. */
  private static final class ManualSchedule extends ScheduledThreadPoolExecutor {
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private ManualSchedule() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable work, long first, long pause, TimeUnit unit) {
      tasks.add(work);
      pauses.add(Duration.of(pause, unit.toChronoUnit()));
      return schedule(() -> {}, 1, TimeUnit.DAYS);
    }

    private void poll() {
      tasks.get(0).run();
    }

    private void checkDrift() {
      tasks.get(1).run();
    }
  }

  private MonitoringService start(String server) {
    return MonitoringService.start(
        ConfigNodes.config("{\"server\": {\"port\": 0}" + server + "}"),
        fleet,
        baseline,
        FakeTask.CLASSES.target(),
        Optional.of(FakeFleet.MODEL),
        folder,
        clock,
        schedule);
  }

  private static JsonNode get(MonitoringService service, String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(service.uri().resolve(path)).build();
      return new ObjectMapper()
          .readTree(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(List<float[]> rows) {
    fleet.send(fleet.targets().get(0), rows);
  }

  private static List<float[]> bright(long seed, int count) {
    List<float[]> rows = TestData.rows(seed, count);
    for (float[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = 16 - row[c];
      }
    }
    return rows;
  }

  @Test
  void a_started_service_has_polled_and_shows_the_fleet() {
    try (MonitoringService service = start("")) {
      JsonNode status = get(service, "status");

      assertThat(status.at("/fleet/active_devices").asInt()).isEqualTo(3);
      assertThat(status.at("/drift/verdict").asText()).isEqualTo("INCONCLUSIVE");
      assertThat(get(service, "alerts").at("/active")).isEmpty();
      assertThat(schedule.pauses).containsExactly(Duration.ofSeconds(60), Duration.ofHours(1));
    }
  }

  @Test
  void each_poll_brings_the_status_up_to_date_and_raises_and_resolves_alerts() {
    try (MonitoringService service = start("")) {
      fleet.device("d-2").silent = true;
      clock.advance(Duration.ofSeconds(60));
      schedule.poll();
      assertThat(get(service, "status").at("/fleet/active_devices").asInt()).isEqualTo(2);
      assertThat(get(service, "status").at("/at").asText()).isEqualTo("2025-01-01T00:01:00Z");
      assertThat(get(service, "alerts").at("/active/0/what").asText()).isEqualTo("device_silent");

      fleet.device("d-2").silent = false;
      schedule.poll();
      assertThat(get(service, "alerts").at("/active")).isEmpty();
      assertThat(get(service, "alerts").at("/recent/3/kind").asText()).isEqualTo("RESOLVED");
    }
  }

  @Test
  void drift_is_judged_on_what_came_since_the_last_verdict() {
    try (MonitoringService service = start("")) {
      send(TestData.rows(2, 150));
      schedule.poll();
      schedule.checkDrift();
      assertThat(get(service, "status").at("/drift/verdict").asText()).isEqualTo("PASS");

      send(bright(3, 150));
      schedule.poll();
      schedule.checkDrift();
      assertThat(get(service, "status").at("/drift/verdict").asText()).isEqualTo("FAIL");
      assertThat(get(service, "status").at("/drift/summaries/0/samples").asInt()).isEqualTo(150);
      assertThat(get(service, "alerts").at("/active/0/what").asText()).isEqualTo("drift_detected");

      send(TestData.rows(4, 150));
      schedule.poll();
      schedule.checkDrift();
      assertThat(get(service, "status").at("/drift/verdict").asText()).isEqualTo("PASS");
      assertThat(get(service, "alerts").at("/active")).isEmpty();
    }
  }

  @Test
  void a_window_grows_until_it_holds_enough_for_a_verdict() {
    try (MonitoringService service = start("")) {
      send(bright(2, 60));
      schedule.poll();
      schedule.checkDrift();
      assertThat(get(service, "alerts").at("/active/0/what").asText())
          .isEqualTo("drift_inconclusive");

      send(bright(3, 60));
      schedule.poll();
      schedule.checkDrift();
      assertThat(get(service, "status").at("/drift/summaries/0/samples").asInt()).isEqualTo(120);
      assertThat(get(service, "status").at("/drift/verdict").asText()).isEqualTo("FAIL");
    }
  }

  @Test
  void live_answers_that_grow_worse_alert_until_they_are_better_again() {
    baseline = baseline.withQuality(Metric.ratio("accuracy", 1, 270));
    List<float[]> rows = TestData.rows(2, 150);
    List<float[]> first = rows.stream().filter(row -> FakeFleet.predict(row) == 0).toList();
    try (MonitoringService service = start(", \"fleet_health\": {\"min_samples\": 20}")) {
      fleet.send(fleet.targets().get(0), first, 1);
      schedule.poll();
      assertThat(get(service, "alerts").at("/active/0/what").asText()).isEqualTo("quality_low");

      schedule.checkDrift();
      schedule.poll();
      assertThat(get(service, "alerts").toString())
          .contains("quality_low")
          .doesNotContain("RESOLVED");
      send(TestData.rows(3, 400));
      schedule.poll();
      schedule.checkDrift();
      fleet.send(fleet.targets().get(0), first, 0);
      schedule.poll();
      assertThat(get(service, "alerts").at("/active").toString()).doesNotContain("quality_low");
    }
  }

  @Test
  void a_slow_device_alerts_by_the_gates_limit() {
    try (MonitoringService service = start(", \"fleet_health\": {\"p95_latency_ms\": 0.4}")) {
      send(TestData.rows(2, 5));
      schedule.poll();

      assertThat(get(service, "alerts").at("/active/0/what").asText()).isEqualTo("latency_high");
      assertThat(get(service, "alerts").at("/active/0/scope").asText()).isEqualTo("d-1");
    }
  }

  private int judged(MonitoringService service) {
    schedule.checkDrift();
    return get(service, "status").at("/drift/summaries/0/samples").asInt();
  }

  @Test
  void a_device_that_restarts_before_the_check_loses_nothing_of_what_was_polled() {
    try (MonitoringService service = start("")) {
      send(TestData.rows(2, 300));
      schedule.poll();
      fleet.device("d-1").reload();
      send(TestData.rows(3, 3));
      schedule.poll();

      assertThat(judged(service)).isEqualTo(303);
    }
  }

  @Test
  void a_device_that_is_silent_at_the_check_counts_with_what_it_told_before() {
    try (MonitoringService service = start("")) {
      send(TestData.rows(2, 300));
      schedule.poll();
      fleet.device("d-1").silent = true;
      schedule.poll();

      assertThat(judged(service)).isEqualTo(300);
    }
  }

  @Test
  void what_was_polled_survives_the_service_though_the_device_restarts_with_it() {
    MonitoringService before = start(", \"drift\": {\"min_samples\": 400}");
    send(TestData.rows(2, 300));
    schedule.poll();
    before.close();
    fleet.device("d-1").reload();
    send(TestData.rows(3, 150));
    schedule = new ManualSchedule();

    try (MonitoringService after = start(", \"drift\": {\"min_samples\": 400}")) {
      assertThat(get(after, "status").at("/drift/summaries/0/samples").asInt()).isEqualTo(450);
    }
  }

  @Test
  void one_device_that_drifts_among_many_that_do_not_is_found_and_named() {
    try (MonitoringService service = start("")) {
      fleet.send(fleet.targets().get(0), TestData.rows(2, 5000));
      fleet.send(fleet.targets().get(1), TestData.rows(3, 5000));
      fleet.send(fleet.targets().get(2), bright(4, 100));
      schedule.poll();
      schedule.checkDrift();

      assertThat(get(service, "status").at("/drift/verdict").asText()).isEqualTo("FAIL");
      assertThat(get(service, "status").at("/drift/drift_score").asDouble()).isLessThan(0.1);
      assertThat(get(service, "alerts").at("/active")).hasSize(1);
      assertThat(get(service, "alerts").at("/active/0/scope").asText()).isEqualTo("d-3");
      assertThat(get(service, "alerts").at("/active/0/what").asText()).isEqualTo("device_drifted");
    }
  }

  @Test
  void failures_since_the_last_poll_alert_until_a_poll_without_any() {
    try (MonitoringService service = start("")) {
      fleet.device("d-1").failures = 4;
      schedule.poll();
      assertThat(get(service, "alerts").at("/active/0/what").asText())
          .isEqualTo("inference_failures");

      schedule.poll();
      assertThat(get(service, "alerts").at("/active")).isEmpty();
    }
  }

  @Test
  void a_poll_that_fails_itself_shows_and_the_next_one_goes_on() throws IOException {
    try (MonitoringService service = start("")) {
      Path file = folder.resolve("telemetry-2025-01-01.jsonl");
      byte[] kept = Files.readAllBytes(file);
      Files.delete(file);
      Files.createDirectory(file);
      schedule.poll();
      assertThat(get(service, "status").at("/trouble").asText()).contains("Cannot append");

      Files.delete(file);
      Files.write(file, kept);
      schedule.poll();
      assertThat(get(service, "status").has("trouble")).isFalse();
    }
  }

  @Test
  void alerts_that_were_active_are_still_active_after_a_restart() {
    fleet.device("d-2").silent = true;
    start("").close();
    ManualSchedule again = new ManualSchedule();
    try (MonitoringService service =
        MonitoringService.start(
            ConfigNodes.config("{\"server\": {\"port\": 0}}"),
            fleet,
            baseline,
            FakeTask.CLASSES.target(),
            Optional.of(FakeFleet.MODEL),
            folder,
            clock,
            again)) {
      assertThat(get(service, "alerts").at("/active")).hasSize(2);
      assertThat(get(service, "alerts").at("/recent")).hasSize(2);
    }
  }

  @Test
  void another_release_is_watched_from_the_poll_after_it_is_told() {
    Expected other = new Expected(baseline, FakeTask.CLASSES.target(), Optional.of("b".repeat(64)));
    Expected any = new Expected(baseline, FakeTask.CLASSES.target(), Optional.empty());
    AtomicReference<Supplier<Expected>> now = new AtomicReference<>(() -> other);
    try (MonitoringService service =
        MonitoringService.open(
            ConfigNodes.config("{\"server\": {\"port\": 0}}"),
            folder,
            Optional.empty(),
            Activity::none,
            clock,
            schedule)) {
      service.watch(fleet, () -> now.get().get());
      assertThat(get(service, "alerts").at("/active/0/what").asText()).isEqualTo("wrong_model");

      now.set(() -> any);
      schedule.poll();
      assertThat(get(service, "alerts").at("/active")).isEmpty();
      assertThat(get(service, "status").at("/fleet/active_devices").asInt()).isEqualTo(3);

      now.set(
          () -> {
            throw new IllegalStateException("no device answers");
          });
      schedule.poll();
      assertThat(get(service, "status").at("/fleet/active_devices").asInt()).isEqualTo(3);
    }
  }

  @Test
  void switched_off_drift_is_not_scheduled() {
    try (MonitoringService service = start(", \"drift\": {\"enabled\": false}")) {
      assertThat(schedule.tasks).hasSize(1);
      assertThat(get(service, "status").has("drift")).isFalse();
    }
  }

  @Test
  void a_closed_service_no_longer_listens() {
    MonitoringService service = start("");
    service.close();

    assertThat(schedule.isShutdown()).isTrue();
    assertThatThrownBy(() -> get(service, "status")).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void the_plain_way_of_starting_takes_any_model_for_right() {
    fleet.all().forEach(device -> device.model = FakeFleet.OTHER_MODEL);
    MonitorConfig config = ConfigNodes.config("{\"server\": {\"port\": 0}}");

    try (MonitoringService service =
        MonitoringService.start(config, fleet, baseline, FakeTask.CLASSES.target(), folder)) {
      assertThat(get(service, "alerts").at("/active")).isEmpty();
    }
  }

  @Test
  void a_port_in_use_fails_the_start_before_the_fleet_is_asked() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      MonitorConfig config =
          ConfigNodes.config("{\"server\": {\"port\": " + taken.getLocalPort() + "}}");

      assertThatThrownBy(
              () ->
                  MonitoringService.start(
                      config, fleet, baseline, FakeTask.CLASSES.target(), folder))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("monitoring.server.port");
      assertThat(folder).isEmptyDirectory();
    }
  }
}
