package io.edgeflow.monitor.server;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.edgeflow.core.json.Json;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertEvent;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.server.Activity.Run;
import io.edgeflow.monitor.server.Activity.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of {@code /status} and {@code /alerts}. */
final class StatusJson {
  private StatusJson() {}

  private record Status(
      Instant at,
      Fleet fleet,
      @Nullable DriftReport drift,
      int activeAlerts,
      @Nullable String trouble,
      List<DeviceReading> devices,
      @Nullable Run lastRun,
      List<Step> rollout) {}

  /**
   * The fleet's sums.
   *
   * @param correct for classes only
   * @param live {@code avg_accuracy}, or the metric of another target; nothing when not known
   */
  private record Fleet(
      int totalDevices,
      int activeDevices,
      long totalInferences,
      long failures,
      long labeled,
      @Nullable Long correct,
      @Nullable Double avgLatencyMs,
      @JsonAnyGetter Map<String, Double> live) {}

  private static Fleet fleet(FleetStatus status) {
    FleetMetrics metrics = status.metrics();
    Double live = LiveView.known(metrics.quality());
    return new Fleet(
        metrics.totalDevices(),
        metrics.activeDevices(),
        metrics.totalInferences(),
        metrics.failures(),
        metrics.labeled(),
        LiveView.correct(status.target(), metrics.sums()).orElse(null),
        metrics.avgLatencyMs(),
        live == null ? Map.of() : Map.of("avg_" + metrics.quality().name(), live));
  }

  private record Alerts(List<Alert> active, List<AlertEvent> recent) {}

  static String status(FleetStatus status, Activity activity) {
    return Json.pretty(
        new Status(
            status.snapshot().at(),
            fleet(status),
            status.drift(),
            status.active().size(),
            status.trouble(),
            status.snapshot().devices(),
            activity.run().orElse(null),
            activity.rollout()));
  }

  static String alerts(FleetStatus status) {
    return Json.pretty(new Alerts(status.active(), status.recent()));
  }
}
