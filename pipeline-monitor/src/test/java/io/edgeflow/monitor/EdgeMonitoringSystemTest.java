package io.edgeflow.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
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
        .containsExactly("device_silent", "wrong_model", "no_model", "device_error");
    assertThat(result.alerts())
        .extracting(AlertEvent::alert)
        .extracting(Alert::scope)
        .containsExactly("d-3", "d-4", "d-5", "d-6");
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
  void a_fleet_that_is_wholly_silent_fails_the_stage_after_the_alerts() {
    fleet.all().forEach(device -> device.silent = true);

    assertThatThrownBy(() -> run("{}"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("10 devices, none active");
    assertThat(
            new JsonLines(context.folder().resolve("monitoring/alerts.jsonl"))
                .read(AlertEvent.FORM))
        .hasSize(11);
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

  @Test
  void the_stage_has_no_gate_and_is_named_as_in_run_json() {
    EdgeMonitoringSystem stage = new EdgeMonitoringSystem(MonitorConfig.defaults(), fleet, fleet);

    assertThat(stage.name()).isEqualTo("monitoring");
    assertThat(stage.report(run("{}")).gate()).isEmpty();
  }
}
