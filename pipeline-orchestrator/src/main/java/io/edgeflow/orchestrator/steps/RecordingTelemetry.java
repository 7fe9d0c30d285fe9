package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.DeviceWindow;
import io.edgeflow.monitor.collect.FleetSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Passes telemetry on and keeps what each device said first and last, for the report's figures. */
final class RecordingTelemetry implements TelemetrySource {
  private final TelemetrySource source;
  private final Map<String, DeviceTelemetry> first = new ConcurrentHashMap<>();
  private final Map<String, DeviceTelemetry> last = new ConcurrentHashMap<>();

  RecordingTelemetry(TelemetrySource source) {
    this.source = source;
  }

  @Override
  public List<DeploymentTarget> targets() {
    return source.targets();
  }

  @Override
  public DeviceTelemetry collect(DeploymentTarget target) {
    DeviceTelemetry report = source.collect(target);
    first.putIfAbsent(target.id(), report);
    last.put(target.id(), report);
    return report;
  }

  /** What the whole fleet counted between its first report and its last, by feature summary. */
  Map<String, Histogram> counted() {
    Map<String, Histogram> sums = new HashMap<>();
    for (DeviceWindow window : DeviceWindow.between(snapshot(first), snapshot(last))) {
      window
          .histograms()
          .forEach((name, counted) -> sums.merge(name, counted, RecordingTelemetry::plus));
    }
    return new TreeMap<>(sums);
  }

  private static FleetSnapshot snapshot(Map<String, DeviceTelemetry> reports) {
    Instant at =
        reports.values().stream()
            .map(report -> report.identity().at())
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return new FleetSnapshot(at, reports.values().stream().map(DeviceReading::of).toList());
  }

  /** Devices that count into other bins are left out of the figure; the monitor speaks of them. */
  private static Histogram plus(Histogram sum, Histogram counted) {
    return sum.edges().equals(counted.edges()) ? sum.plus(counted) : sum;
  }
}
