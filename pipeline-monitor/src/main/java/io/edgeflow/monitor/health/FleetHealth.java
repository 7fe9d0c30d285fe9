package io.edgeflow.monitor.health;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.metric.PrimaryMetric;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.drift.DeviceDrift;
import io.edgeflow.monitor.drift.DriftReport;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gate {@value #GATE}: whether live answers are as good as the evaluator's, whether the data
 * has drifted, whether the devices are there and fast enough. What nobody could measure is
 * INCONCLUSIVE. Stateless and thread-safe.
 */
public final class FleetHealth {
  /** The gate's name. */
  public static final String GATE = "fleet_health";

  /** The check of live quality. */
  public static final String QUALITY = "quality_retention";

  /** The check of drift. */
  public static final String DRIFT = "drift_detected";

  /** The check of devices that are there. */
  public static final String ACTIVE = "active_share";

  /** The check of latency. */
  public static final String LATENCY = "p95_latency_ms";

  /** The checks that need traffic or labels. */
  static final List<String> MEASURED = List.of(QUALITY, DRIFT, LATENCY);

  private final FleetHealthConfig limits;

  /** A judge with limits. */
  public FleetHealth(FleetHealthConfig limits) {
    this.limits = limits;
  }

  /**
   * Judges a fleet.
   *
   * @param baseline knows how good the evaluator found the model
   * @param metrics of the traffic to be judged
   * @param drift of it; null when nobody looks for drift
   */
  public GateReport judge(
      Baseline baseline, FleetMetrics metrics, FleetSnapshot now, @Nullable DriftReport drift) {
    return GateReport.of(
        GATE,
        List.of(quality(baseline, metrics.quality()), drift(drift), active(metrics), latency(now)),
        limits.allowInconclusive());
  }

  /** How much of the evaluator's quality live answers keep. */
  public Check quality(Baseline baseline, Metric live) {
    Metric measured = baseline.quality();
    double kept =
        measured == null
            ? Double.NaN
            : new PrimaryMetric(live.name(), live.unit(), live.direction())
                .retention(measured.value(), live.value());
    String remedy =
        measured == null
            ? "the release does not say how good the evaluator found it: package it anew"
            : live.samples() == 0
                ? "send labelled traffic, as monitoring.replay does"
                : "live %s %s, the evaluator's %s: look at recent inputs and at the devices' model"
                    .formatted(live.name(), rounded(live.value()), rounded(measured.value()));
    Metric retention = Metric.ratio(QUALITY, kept, live.samples());
    return Check.judge(
        retention, Comparison.AT_LEAST, limits.qualityRetention(), limits.minSamples(), remedy);
  }

  private Check drift(@Nullable DriftReport report) {
    if (report == null || !limits.drift()) {
      String key = report == null ? "monitoring.drift.enabled" : "monitoring.fleet_health.drift";
      return Check.notApplicable(DRIFT, 0, "flag", key + " is false");
    }
    Boolean detected = report.driftDetected();
    double value = detected == null ? Double.NaN : detected ? 1 : 0;
    return Check.atMost(
        new Metric(DRIFT, value, "flag", Direction.LOWER_IS_BETTER, report.samples()),
        0,
        report.verdict() == Verdict.INCONCLUSIVE
            ? Objects.requireNonNullElse(report.reason(), "wait for more traffic")
            : drifted(report) + "look at recent inputs; label some, then train again");
  }

  private static String drifted(DriftReport report) {
    String devices =
        report.driftedDevices().stream()
            .map(DeviceDrift::deviceId)
            .collect(Collectors.joining(", "));
    return devices.isEmpty() ? "" : "drifted: " + devices + "; ";
  }

  private Check active(FleetMetrics metrics) {
    int all = metrics.totalDevices();
    double share = all == 0 ? Double.NaN : (double) metrics.activeDevices() / all;
    return Check.atLeast(
        Metric.ratio(ACTIVE, share, all),
        limits.activeShare(),
        "see the devices' alerts; check their power, network and agent");
  }

  private Check latency(FleetSnapshot now) {
    OptionalDouble slowest =
        latencies(now).mapToDouble(each -> Objects.requireNonNull(each.runtime().p95Ms())).max();
    return Check.atMost(
        new Metric(
            LATENCY,
            slowest.orElse(Double.NaN),
            "ms",
            Direction.LOWER_IS_BETTER,
            latencies(now).count()),
        limits.p95LatencyMs(),
        "see which device is slow, and what else runs there");
  }

  private static Stream<DeviceTelemetry> latencies(FleetSnapshot now) {
    return now.devices().stream()
        .map(DeviceReading::telemetry)
        .filter(Objects::nonNull)
        .filter(report -> report.runtime().p95Ms() != null);
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
