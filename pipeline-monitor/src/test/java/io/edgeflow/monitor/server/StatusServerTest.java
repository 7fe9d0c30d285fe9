package io.edgeflow.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgeflow.core.testing.Browser;
import io.edgeflow.monitor.FakeFleet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServerTest extends StatusServerTestBase {
  @ParameterizedTest
  @CsvSource({
    "/,text/html; charset=utf-8",
    "/status,application/json; charset=utf-8",
    "/alerts,application/json; charset=utf-8",
    "/metrics,text/plain; version=0.0.4; charset=utf-8"
  })
  void every_document_is_there_after_the_first_poll(String path, String type) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(path.equals("/") ? 200 : 503);
    status = Optional.of(busyFleet());

    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void before_the_first_poll_the_page_shows_what_was_known_and_says_so() throws Exception {
    assertThat(get("/").body()).contains("asked for the first time");
    server.close();
    server =
        StatusServer.start(
            ANY_PORT, new StatusView(() -> status, Optional.of(busyFleet()), Activity::none));

    String before = get("/").body();
    status = Optional.of(busyFleet());
    String after = get("/").body();

    assertThat(before)
        .contains("This is what was known at 2025-06-07 08:09:10 UTC")
        .contains("<th>d-1</th>");
    assertThat(after).contains("<th>d-1</th>").doesNotContain("what was known");
  }

  @Test
  void the_last_run_and_a_rollout_in_progress_are_shown_to_people_and_programs() throws Exception {
    status = Optional.of(busyFleet());
    Instant at = Instant.parse("2025-06-07T08:00:00Z");
    Activity activity =
        new Activity(
            Optional.of(
                new Activity.Run(
                    "20250607-080000-ab12",
                    "running",
                    at,
                    List.of(
                        new Activity.Stage(
                            "model_training", "succeeded", "PASS", List.of("door is pending"))),
                    "an <error>\nof two lines")),
            List.of(new Activity.Step(at, "wave.started", "wave canary, targets 1")));
    server.close();
    server =
        StatusServer.start(
            ANY_PORT, new StatusView(() -> status, Optional.empty(), () -> activity));

    assertThat(get("/").body())
        .contains("<code>20250607-080000-ab12</code>", "model_training", "Rollout in progress")
        .contains("wave canary, targets 1", "an &lt;error&gt;; of two lines")
        .contains("<p>door is pending</p>");
    JsonNode json = new ObjectMapper().readTree(get("/status").body());
    assertThat(json.at("/last_run/id").asText()).isEqualTo("20250607-080000-ab12");
    assertThat(json.at("/rollout/0/what").asText()).isEqualTo("wave.started");
  }

  @Test
  void the_status_is_json_with_the_names_that_other_tools_rely_on() throws Exception {
    status = Optional.of(busyFleet());

    JsonNode json = new ObjectMapper().readTree(get("/status").body());

    assertThat(json.at("/fleet/total_devices").asInt()).isEqualTo(4);
    assertThat(json.at("/fleet/active_devices").asInt()).isEqualTo(3);
    assertThat(json.at("/fleet/total_inferences").asInt()).isEqualTo(200);
    assertThat(json.at("/fleet/avg_accuracy").isDouble()).isTrue();
    assertThat(json.at("/drift/verdict").asText()).isEqualTo("PASS");
    assertThat(json.at("/drift/drift_score").isDouble()).isTrue();
    assertThat(json.at("/devices/0/telemetry/model_hash").asText()).isEqualTo(FakeFleet.MODEL);
    assertThat(json.at("/devices/2/error").asText()).isEqualTo("connection refused");
    assertThat(json.at("/active_alerts").asInt()).isEqualTo(1);
  }

  @Test
  void alerts_are_json() throws Exception {
    status = Optional.of(busyFleet());

    JsonNode json = new ObjectMapper().readTree(get("/alerts").body());

    assertThat(json.at("/active/0/what").asText()).isEqualTo("device_silent");
    assertThat(json.at("/recent").isArray()).isTrue();
  }

  @Test
  void the_page_needs_nothing_from_elsewhere_and_shows_no_devices_markup() throws Exception {
    status = Optional.of(busyFleet());

    HttpResponse<String> response = get("/");

    assertThat(response.body())
        .contains("<meta http-equiv=\"refresh\" content=\"10\">", "3/4 active", "d-1", "no drift")
        .contains("connection refused", "aaaaaaaaaaaa", "2025-06-07 08:09:10 UTC", "image_mean")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", "does not answer: &lt;b&gt;")
        .doesNotContain("<script", "src=", "<link", "@import", "url(", "{{", "http://", "https://");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
  }

  @Test
  void the_page_shows_that_monitoring_itself_failed() throws Exception {
    FleetStatus busy = busyFleet();
    status =
        Optional.of(
            new FleetStatus(
                busy.snapshot(),
                busy.target(),
                busy.metrics(),
                null,
                List.of(),
                List.of(),
                "No space left on device",
                Duration.ofMillis(1500)));

    assertThat(get("/").body())
        .contains("Monitoring itself failed", "No space left on device", "1500 ms", "No check yet");
    assertThat(get("/metrics").body()).doesNotContain("edgeflow_drift");
  }

  @Test
  void the_telemetry_folder_is_all_that_is_written() throws IOException {
    status = Optional.of(busyFleet());

    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("telemetry-2025-06-07.jsonl");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 768, 1100})
  void nothing_is_cut_off_at_the_width_of_a_phone_or_a_desk(int width) throws Exception {
    FleetStatus busy = busyFleet();
    Activity activity =
        new Activity(
            Optional.of(
                new Activity.Run(
                    "20261129-194845-4407",
                    "gate_failed",
                    Instant.parse("2025-06-07T08:00:00Z"),
                    List.of(
                        new Activity.Stage("data_pipeline", "succeeded", "PASS", List.of()),
                        new Activity.Stage("model_optimization", "running", null, List.of())),
                    "The gate model_evaluation blocks")),
            List.of(
                new Activity.Step(
                    Instant.parse("2025-06-07T08:00:00Z"),
                    "target.verified",
                    "device-01, " + "f".repeat(64))));
    StatusView view = new StatusView(() -> Optional.of(busy), Optional.empty(), () -> activity);

    assertThat(Browser.cutOff(StatusPage.of(view), width, folder)).isEmpty();
  }
}
