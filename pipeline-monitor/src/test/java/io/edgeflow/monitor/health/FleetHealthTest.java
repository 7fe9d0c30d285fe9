package io.edgeflow.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.monitor.ConfigNodes;
import io.edgeflow.monitor.FakeFleet;
import io.edgeflow.monitor.FakeTask;
import io.edgeflow.monitor.TestData;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.DeviceWindow;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.ModelDriftDetector;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetHealthTest {
  private static final Metric MEASURED = Metric.ratio("accuracy", 0.8, 270);

  private final FakeFleet fleet = new FakeFleet(10);
  private final Baseline baseline = FakeFleet.baseline(TestData.rows(1, 400)).withQuality(MEASURED);

  private FleetSnapshot poll() {
    return new FleetSnapshot(
        Instant.EPOCH,
        fleet.targets().stream().map(target -> DeviceReading.of(fleet.collect(target))).toList());
  }

  private static FleetMetrics metrics(FleetSnapshot now, Metric quality) {
    FleetMetrics counted = now.metrics(FakeTask.CLASSES.target());
    return new FleetMetrics(
        counted.totalDevices(),
        counted.activeDevices(),
        quality.samples(),
        0,
        quality.samples(),
        Map.of(),
        null,
        quality);
  }

  private GateReport judge(String config, Metric quality) {
    FleetSnapshot now = poll();
    FleetHealthConfig limits = ConfigNodes.config("{\"fleet_health\": " + config + "}").health();
    DriftReport drift =
        new ModelDriftDetector(ConfigNodes.config("{}").drift())
            .detect(baseline, DeviceWindow.between(null, now), now.at());
    return new FleetHealth(limits).judge(baseline, metrics(now, quality), now, drift);
  }

  private static Check check(GateReport gate, String name) {
    return gate.checks().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private void traffic(long seed) {
    for (DeploymentTarget target : fleet.targets()) {
      fleet.send(target, TestData.rows(seed++, 30));
    }
  }

  @Test
  void a_fleet_as_good_as_the_evaluator_found_it_passes_every_check() {
    traffic(2);

    GateReport gate = judge("{}", Metric.ratio("accuracy", 0.79, 200));

    assertThat(gate.name()).isEqualTo("fleet_health");
    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.checks())
        .extracting(Check::name)
        .containsExactly("quality_retention", "drift_detected", "active_share", "p95_latency_ms");
    assertThat(gate.checks()).extracting(Check::verdict).containsOnly(Verdict.PASS);
    assertThat(check(gate, "quality_retention").value()).isCloseTo(0.79 / 0.8, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0.7599, FAIL", "0.7601, PASS", "0, FAIL", "0.9, PASS"})
  void live_quality_is_judged_relative_to_the_evaluators(double live, Verdict verdict) {
    traffic(2);

    GateReport gate = judge("{}", Metric.ratio("accuracy", live, 200));

    assertThat(check(gate, "quality_retention").verdict()).isEqualTo(verdict);
    assertThat(gate.verdict()).isEqualTo(verdict);
  }

  @Test
  void of_an_error_less_is_better() {
    Baseline rmse =
        baseline.withQuality(new Metric("rmse", 2, "value", Direction.LOWER_IS_BETTER, 90));
    FleetHealth health = new FleetHealth(ConfigNodes.config("{}").health());

    Metric worse = new Metric("rmse", 4, "value", Direction.LOWER_IS_BETTER, 200);
    Metric better = new Metric("rmse", 1, "value", Direction.LOWER_IS_BETTER, 200);

    assertThat(health.quality(rmse, worse).value()).isEqualTo(0.5);
    assertThat(health.quality(rmse, worse).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(health.quality(rmse, better).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void without_labels_or_traffic_only_the_devices_are_judged_and_the_rest_is_allowed() {
    GateReport gate = judge("{}", Metric.ratio("accuracy", Double.NaN, 0));

    assertThat(gate.verdict()).isEqualTo(Verdict.PASS);
    assertThat(gate.checks().stream().filter(Check::allowed).map(Check::name))
        .containsExactly("quality_retention", "drift_detected", "p95_latency_ms");
  }

  @Test
  void who_allows_nothing_is_blocked_by_what_nobody_could_measure() {
    GateReport gate =
        judge("{\"allow_inconclusive\": []}", Metric.ratio("accuracy", Double.NaN, 0));

    assertThat(gate.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(gate.blocking())
        .extracting(Check::name)
        .containsExactly("quality_retention", "drift_detected", "p95_latency_ms");
  }

  @Test
  void few_labels_and_a_release_of_unknown_quality_are_inconclusive() {
    FleetHealth health = new FleetHealth(ConfigNodes.config("{}").health());

    Check few = health.quality(baseline, Metric.ratio("accuracy", 0.1, 99));
    Check unknown = health.quality(baseline.withQuality(null), Metric.ratio("accuracy", 0.1, 200));

    assertThat(few.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(unknown.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(unknown.remedy()).contains("package it anew");
  }

  @Test
  void drift_blocks_unless_it_is_said_not_to() {
    for (DeploymentTarget target : fleet.targets()) {
      fleet.send(
          target, TestData.rows(5, 30).stream().map(row -> new float[] {9, 9, 9, 9}).toList());
    }
    Metric good = Metric.ratio("accuracy", 0.8, 200);

    assertThat(check(judge("{}", good), "drift_detected").verdict()).isEqualTo(Verdict.FAIL);
    GateReport without = judge("{\"drift\": false}", good);
    assertThat(check(without, "drift_detected").notApplicable())
        .isEqualTo("monitoring.fleet_health.drift is false");
    assertThat(without.passes()).isTrue();
  }

  @Test
  void inactive_devices_and_the_slowest_one_have_limits() {
    traffic(2);
    fleet.device("d-1").model = null;
    fleet.device("d-2").model = null;
    Metric good = Metric.ratio("accuracy", 0.8, 200);

    assertThat(judge("{}", good).blocking())
        .extracting(Check::name)
        .containsExactly("active_share");
    assertThat(judge("{\"active_share\": 0.8}", good).passes()).isTrue();
    assertThat(judge("{\"active_share\": 0.8, \"p95_latency_ms\": 0.4}", good).blocking())
        .extracting(Check::name)
        .containsExactly("p95_latency_ms");
  }
}
