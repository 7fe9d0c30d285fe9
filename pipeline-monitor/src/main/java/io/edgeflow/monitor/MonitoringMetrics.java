package io.edgeflow.monitor;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.drift.DriftReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result's metrics under the names that other tools rely on; NaN where nothing was measured. */
final class MonitoringMetrics {
  private MonitoringMetrics() {}

  static List<Metric> of(MonitoringResult result) {
    FleetMetrics fleet = result.fleet();
    DriftReport drift = result.drift();
    long judged = drift == null ? 0 : drift.samples();
    Boolean detected = drift == null ? null : drift.driftDetected();
    return List.of(
        devices("total_devices", Direction.NEUTRAL, fleet.totalDevices(), fleet),
        devices("active_devices", Direction.HIGHER_IS_BETTER, fleet.activeDevices(), fleet),
        devices("devices_on_model", Direction.HIGHER_IS_BETTER, result.devicesOnModel(), fleet),
        new Metric(
            "total_inferences",
            fleet.totalInferences(),
            "count",
            Direction.NEUTRAL,
            fleet.totalInferences()),
        new Metric(
            "failures",
            fleet.failures(),
            "count",
            Direction.LOWER_IS_BETTER,
            fleet.totalInferences() + fleet.failures()),
        new Metric(
            "avg_latency_ms",
            orNaN(fleet.avgLatencyMs()),
            "ms",
            Direction.LOWER_IS_BETTER,
            fleet.totalInferences()),
        quality(fleet.quality()),
        new Metric(
            "drift_detected",
            detected == null ? Double.NaN : detected ? 1 : 0,
            "flag",
            Direction.LOWER_IS_BETTER,
            judged),
        new Metric(
            "drift_inconclusive",
            drift == null ? Double.NaN : detected == null ? 1 : 0,
            "flag",
            Direction.LOWER_IS_BETTER,
            judged),
        new Metric(
            "drift_score",
            drift == null ? Double.NaN : orNaN(drift.driftScore()),
            "ratio",
            Direction.LOWER_IS_BETTER,
            judged));
  }

  /** For classes {@code avg_accuracy}, for others {@code avg_rmse} or {@code avg_f1}. */
  private static Metric quality(Metric live) {
    return new Metric(
        "avg_" + live.name(), live.value(), live.unit(), live.direction(), live.samples());
  }

  private static Metric devices(String name, Direction direction, int count, FleetMetrics fleet) {
    return new Metric(name, count, "devices", direction, fleet.totalDevices());
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
