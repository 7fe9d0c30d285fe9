package io.edgeflow.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertEvent;
import io.edgeflow.monitor.collect.FleetSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeMonitoringSystemTest {
  @TempDir private Path folder;
  private final List<float[]> train = TestData.rows(1, 400);
  private final List<float[]> test = TestData.rows(2, 270);
  private final List<String> events = new ArrayList<>();
  private final FakeFleet fleet = new FakeFleet(10);
  private RunContext context;
  private MonitoringInput input;

  @BeforeEach
  void write_the_data_set() throws IOException {
    Workspace workspace = new Workspace(folder);
    EventLog log = (type, fields) -> events.add(type + " " + Json.text(fields));
    context =
        new RunContext(
            "run-1",
            42,
            2,
            new MutableClock("2025-01-01T00:00:00Z"),
            workspace,
            workspace.artifacts(),
            Progress.silent(),
            log,
            Tracker.none());
    ArtifactStore store = workspace.artifacts();
    input =
        new MonitoringInput(
            FakeFleet.baseline(train),
            FakeTask.CLASSES.target(),
            TestData.manifest(store, train, test),
            FakeFleet.MODEL);
  }

  private MonitoringResult run(String config) {
    return new EdgeMonitoringSystem(ConfigNodes.config(config), fleet, fleet).run(input, context);
  }

  private static List<String> raised(MonitoringResult result) {
    return result.alerts().stream().map(event -> event.alert().what()).toList();
  }

  private static Map<String, Double> metrics(MonitoringResult result) {
    return new EdgeMonitoringSystem(MonitorConfig.defaults(), new FakeFleet(0), new FakeFleet(0))
        .report(result).metrics().stream().collect(Collectors.toMap(Metric::name, Metric::value));
  }

  private static List<float[]> canaryTraffic() {
    return TestData.rows(9, 200);
  }

  @Test
  void held_out_rows_give_the_live_accuracy_exactly_and_no_drift() {
    fleet.send(fleet.targets().get(0), canaryTraffic());

    MonitoringResult result = run("{}");

    assertThat(result.fleet().totalInferences()).isEqualTo(270);
    assertThat(result.fleet().quality()).isEqualTo(Metric.ratio("accuracy", 243 / 270.0, 270));
    assertThat(result.replay().anomalies()).isZero();
    assertThat(result.devicesOnModel()).isEqualTo(10);
    assertThat(result.drift().verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.drift().samples()).isEqualTo(270);
    assertThat(result.alerts()).isEmpty();
    assertThat(metrics(result))
        .containsEntry("total_devices", 10.0)
        .containsEntry("active_devices", 10.0)
        .containsEntry("total_inferences", 270.0)
        .containsEntry("avg_latency_ms", 0.25)
        .containsEntry("avg_accuracy", 243 / 270.0)
        .containsEntry("drift_detected", 0.0)
        .containsEntry("drift_inconclusive", 0.0)
        .containsEntry("drift_score", result.drift().driftScore());
  }

  @Test
  void inverted_rows_are_drift_and_the_webhook_is_told() throws IOException {
    try (LoopbackHook hook = new LoopbackHook()) {
      MonitoringResult result =
          run(
              "{\"replay\": {\"transform\": \"invert\"}, \"alerts\": {\"channels\":"
                  + " [{\"type\": \"webhook\", \"url\": \""
                  + hook.url()
                  + "\"}]}}");

      assertThat(result.drift().driftDetected()).isTrue();
      assertThat(result.drift().driftScore()).isGreaterThan(0.5);
      assertThat(raised(result)).containsExactly("drift_detected");
      assertThat(metrics(result)).containsEntry("drift_detected", 1.0);
      assertThat(hook.bodies).singleElement().asString().contains("\"what\":\"drift_detected\"");
      assertThat(Json.text(result) + events).doesNotContain("T0KEN");
      assertThat(events).anyMatch(event -> event.startsWith("alert.raised"));
    }
  }

  @Test
  void twenty_rows_are_inconclusive_and_somebody_is_told() {
    MonitoringResult result = run("{\"replay\": {\"limit\": 20}}");

    assertThat(result.fleet().totalInferences()).isEqualTo(20);
    assertThat(result.drift().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(raised(result)).containsExactly("drift_inconclusive");
    assertThat(metrics(result).get("drift_detected")).isNaN();
    assertThat(metrics(result).get("drift_score")).isNaN();
    assertThat(metrics(result)).containsEntry("drift_inconclusive", 1.0);
  }

  @Test
  void a_silent_device_and_a_wrong_model_get_no_traffic_and_raise_alerts() {
    fleet.device("d-3").silent = true;
    fleet.device("d-4").model = FakeFleet.OTHER_MODEL;
    fleet.device("d-5").model = null;
    fleet.device("d-6").errorCode = "HOT";

    MonitoringResult result = run("{}");

    assertThat(result.fleet().totalInferences()).isEqualTo(270);
    assertThat(result.fleet().activeDevices()).isEqualTo(8);
    assertThat(result.devicesOnModel()).isEqualTo(7);
    assertThat(fleet.device("d-4").rows).isEmpty();
    assertThat(raised(result))
        .containsExactly(
            "device_silent", "wrong_model", "no_model", "device_error", "devices_offline");
    assertThat(result.alerts())
        .extracting(AlertEvent::alert)
        .extracting(Alert::scope)
        .containsExactly("d-3", "d-4", "d-5", "d-6", Alert.FLEET);
  }

  @Test
  void a_device_that_dies_under_traffic_is_reported_with_what_stayed_unanswered() {
    fleet.device("d-7").deaf = true;
    fleet.device("d-8").beforeInference = () -> fleet.device("d-8").failures = 2;

    MonitoringResult result = run("{}");

    assertThat(result.fleet().totalInferences()).isEqualTo(243);
    assertThat(result.replay().answered()).isEqualTo(243);
    assertThat(result.fleet().failures()).isEqualTo(2);
    assertThat(raised(result)).containsExactly("inference_failures", "traffic_unanswered");
  }

  @Test
  void a_reload_under_traffic_counts_only_what_came_after_it() {
    fleet.send(fleet.targets().get(0), canaryTraffic());
    fleet.device("d-1").beforeInference = () -> fleet.device("d-1").reload();

    assertThat(run("{}").fleet().totalInferences()).isEqualTo(270);
  }

  @Test
  void without_replay_the_window_is_everything_since_load() {
    fleet.send(fleet.targets().get(0), canaryTraffic());

    MonitoringResult result = run("{\"replay\": {\"enabled\": false}}");

    assertThat(result.replay()).isNull();
    assertThat(result.fleet().totalInferences()).isEqualTo(200);
    assertThat(result.fleet().quality().value()).isNaN();
    assertThat(result.drift().samples()).isEqualTo(200);
  }

  @Test
  void switched_off_drift_is_unknown_and_not_zero() {
    MonitoringResult result = run("{\"drift\": {\"enabled\": false}}");

    assertThat(result.drift()).isNull();
    assertThat(metrics(result).get("drift_detected")).isNaN();
  }

  @Test
  void a_fleet_that_is_wholly_silent_fails_the_gate_with_alerts() {
    fleet.all().forEach(device -> device.silent = true);

    MonitoringResult result = run("{}");

    assertThat(result.health().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.health().blocking()).extracting(Check::name).containsExactly("active_share");
    assertThat(
            new JsonLines(context.folder().resolve("monitoring/alerts.jsonl"))
                .read(AlertEvent.FORM))
        .hasSize(12);
  }

  @Test
  void both_polls_are_kept_with_the_run() {
    MonitoringResult result = run("{}");

    List<FleetSnapshot> polls =
        new JsonLines(context.folder().resolve("monitoring/telemetry-2025-01-01.jsonl"))
            .read(FleetSnapshot.FORM);
    assertThat(polls).hasSize(2);
    assertThat(polls.get(1)).isEqualTo(result.devices());
  }

  @Test
  void a_result_survives_json() {
    fleet.device("d-3").silent = true;
    MonitoringResult result = run("{}");

    assertThat(Json.read(Json.text(result), MonitoringResult.class, "test")).isEqualTo(result);
  }

  private MonitoringResult judged(double measured, String config) {
    input =
        new MonitoringInput(
            input.baseline().withQuality(Metric.ratio("accuracy", measured, 270)),
            input.target(),
            input.dataset(),
            input.modelSha256());
    return run(config);
  }

  @Test
  void the_stage_is_named_as_in_run_json_and_its_gate_passes_a_healthy_fleet() {
    EdgeMonitoringSystem stage = new EdgeMonitoringSystem(MonitorConfig.defaults(), fleet, fleet);

    MonitoringResult result = judged(0.9, "{}");

    assertThat(stage.name()).isEqualTo("monitoring");
    assertThat(stage.report(result).gate()).contains(result.health());
    assertThat(result.health().passes()).isTrue();
    assertThat(result.health().checks()).noneMatch(Check::allowed);
    assertThat(result.alerts()).isEmpty();
  }

  @Test
  void a_fleet_that_answers_wrongly_fails_the_gate_and_raises_an_alert_without_looking_for_drift() {
    MonitoringResult result =
        judged(0.9, "{\"replay\": {\"transform\": \"invert\"}, \"drift\": {\"enabled\": false}}");

    assertThat(result.health().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.health().blocking())
        .extracting(Check::name)
        .containsExactly("quality_retention");
    assertThat(raised(result)).containsExactly("quality_low");
    assertThat(result.alerts().get(0).alert().message())
        .contains("of the evaluator's quality (limit 95.0 %) over 270 labelled rows");
  }

  @Test
  void slow_and_missing_devices_raise_alerts_by_the_gates_limits() {
    fleet.device("d-3").silent = true;
    fleet.device("d-4").silent = true;

    MonitoringResult result = judged(0.9, "{\"fleet_health\": {\"p95_latency_ms\": 0.3}}");

    assertThat(result.health().blocking())
        .extracting(Check::name)
        .containsExactly("active_share", "p95_latency_ms");
    assertThat(raised(result))
        .contains("devices_offline")
        .filteredOn(what -> what.equals("latency_high"))
        .hasSize(8);
  }
}
