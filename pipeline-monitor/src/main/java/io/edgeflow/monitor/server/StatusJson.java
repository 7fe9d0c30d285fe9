package io.edgeflow.monitor.server;

import io.edgeflow.core.json.Json;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertEvent;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.drift.DriftReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of {@code /status} and {@code /alerts}. */
final class StatusJson {
  private StatusJson() {}

  private record Status(
      Instant at,
      FleetMetrics fleet,
      @Nullable DriftReport drift,
      int activeAlerts,
      @Nullable String trouble,
      List<DeviceReading> devices) {}

  private record Alerts(List<Alert> active, List<AlertEvent> recent) {}

  static String status(FleetStatus status) {
    return Json.pretty(
        new Status(
            status.snapshot().at(),
            status.metrics(),
            status.drift(),
            status.active().size(),
            status.trouble(),
            status.snapshot().devices()));
  }

  static String alerts(FleetStatus status) {
    return Json.pretty(new Alerts(status.active(), status.recent()));
  }
}
