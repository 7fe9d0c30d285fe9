package io.edgeflow.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.testing.Browser;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServerTest {
  private static final ServerConfig ANY_PORT = new ServerConfig("127.0.0.1", 0, false);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Optional<FleetStatus> status = Optional.empty();
  private StatusServer server;

  @BeforeEach
  void start() {
    server = StatusServer.start(ANY_PORT, () -> status);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private FleetStatus busyFleet() {
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

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.uri().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

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

  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  /** Reads the text format by its grammar; anything else fails. */
  private static Map<String, Double> parse(String text) {
    Pattern sample =
        Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{(?:\\w+=\"(?:[^\"\\\\]|\\\\.)*\",?)*\\})? (\\S+)");
    Map<String, String> types = new LinkedHashMap<>();
    List<String> helped = new ArrayList<>();
    Map<String, Double> samples = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("# HELP ")) {
        helped.add(words(line).get(2));
      } else if (line.startsWith("# TYPE ")) {
        types.put(words(line).get(2), words(line).get(3));
      } else if (!line.isEmpty()) {
        Matcher matcher = sample.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        assertThat(types).containsKey(matcher.group(1));
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        samples.put(matcher.group(1) + labels, Double.valueOf(matcher.group(3)));
      }
    }
    assertThat(helped).containsExactlyElementsOf(types.keySet());
    assertThat(types.keySet()).allMatch(name -> name.startsWith("edgeflow_"));
    assertThat(types)
        .allSatisfy(
            (name, type) ->
                assertThat(type).isEqualTo(name.endsWith("_total") ? "counter" : "gauge"));
    return samples;
  }

  @Test
  void metrics_follow_the_text_format_with_base_units() throws Exception {
    status = Optional.of(busyFleet());

    Map<String, Double> samples = parse(get("/metrics").body());

    assertThat(samples)
        .containsEntry("edgeflow_devices", 4.0)
        .containsEntry("edgeflow_devices_active", 3.0)
        .containsEntry("edgeflow_device_up{device=\"d-1\"}", 1.0)
        .containsEntry("edgeflow_device_up{device=\"d-3\"}", 0.0)
        .containsEntry("edgeflow_inferences_total{device=\"d-1\"}", 150.0)
        .containsEntry("edgeflow_labeled_inferences_total{device=\"d-2\"}", 0.0)
        .containsEntry("edgeflow_latency_p50_seconds{device=\"d-1\"}", 0.00025)
        .containsEntry("edgeflow_peak_ram_bytes{device=\"d-1\"}", 41.5 * 1048576)
        .containsEntry("edgeflow_drift_detected", 0.0)
        .containsEntry("edgeflow_drift_inconclusive", 0.0)
        .containsEntry("edgeflow_alerts_active{severity=\"critical\"}", 1.0)
        .containsEntry("edgeflow_alerts_active{severity=\"warning\"}", 0.0)
        .containsEntry("edgeflow_last_collection_timestamp_seconds", 1749283750.0)
        .containsKey("edgeflow_drift_ks_ratio{summary=\"image_mean\"}")
        .doesNotContainKey("edgeflow_latency_p50_seconds{device=\"d-4\"}")
        .doesNotContainKey("edgeflow_inferences_total{device=\"d-3\"}");
  }

  @Test
  void only_reading_is_answered() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(server.uri()).POST(HttpRequest.BodyPublishers.noBody()).build();

    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
  }

  @Test
  void a_head_request_has_no_body() throws Exception {
    status = Optional.of(busyFleet());
    HttpRequest head = HttpRequest.newBuilder(server.uri()).method("HEAD", noBody()).build();

    HttpResponse<String> response = client.send(head, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1:8080, 200",
    "[::1]:8080, 200",
    "evil.example, 421",
    "'', 400"
  })
  void only_requests_to_a_loopback_name_are_answered(String host, int expected) throws IOException {
    status = Optional.of(busyFleet());
    URI uri = server.uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort());
        OutputStream out = socket.getOutputStream();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      String request = "GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(in.readLine()).startsWith("HTTP/1.1 " + expected);
    }
  }

  @Test
  void a_crowd_of_half_open_connections_keeps_no_reader_waiting() throws Exception {
    status = Optional.of(busyFleet());
    get("/status");
    String rest = "Host: localhost\r\nContent-Length: 9\r\n\r\nhalf";
    List<String> halves =
        List.of(
            "",
            "G",
            "GET /status HTTP/1.1\r\nHost: loc",
            "POST / HTTP/1.1\r\n" + rest,
            "GET /status HTTP/1.1\r\n" + rest);
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("edgeflow.crowd", 300); i++) {
      Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
      crowd.add(socket);
      socket
          .getOutputStream()
          .write(halves.get(i % halves.size()).getBytes(StandardCharsets.US_ASCII));
    }

    List<Double> ms = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      long begin = System.nanoTime();
      assertThat(get("/status").statusCode()).isEqualTo(200);
      ms.add((System.nanoTime() - begin) / 1e6);
    }

    assertThat(ms.stream().sorted().toList().get(4)).isLessThan(200);
    for (Socket socket : crowd) {
      socket.close();
    }
  }

  @Test
  void a_port_in_use_is_named_with_a_remedy() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      ServerConfig config = new ServerConfig("127.0.0.1", taken.getLocalPort(), false);

      assertThatThrownBy(() -> StatusServer.start(config, Optional::empty))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("monitoring.server.port");
    }
  }

  @Test
  void an_address_that_others_can_reach_is_refused_unless_allowed() {
    assertThatThrownBy(
            () -> StatusServer.start(new ServerConfig("0.0.0.0", 0, false), Optional::empty))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("allow_remote");
    try (StatusServer open =
        StatusServer.start(new ServerConfig("0.0.0.0", 0, true), Optional::empty)) {
      assertThat(open.uri().getPort()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/status", "/metrics"})
  void a_status_that_cannot_be_made_is_an_error_and_not_a_hang(String path) throws Exception {
    try (StatusServer broken =
        StatusServer.start(
            ANY_PORT,
            () -> {
              throw new IllegalStateException("boom");
            })) {
      HttpRequest request = HttpRequest.newBuilder(broken.uri().resolve(path)).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("boom");
    }
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
