package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.monitor.collect.DeviceWindow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes telemetry on and adds up what each device counted in between, for the report's figures.
 */
final class RecordingTelemetry implements TelemetrySource {
  private final TelemetrySource source;
  private final Map<String, DeviceTelemetry> last = new ConcurrentHashMap<>();
  private final Map<String, DeviceWindow> windows = new ConcurrentHashMap<>();

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
    DeviceTelemetry before = last.put(target.id(), report);
    if (before != null) {
      windows.merge(target.id(), DeviceWindow.between(before, report), DeviceWindow::plus);
    }
    return report;
  }

  /** What the whole fleet counted from its first report on, by feature summary. */
  Map<String, Histogram> counted() {
    Map<String, Histogram> sums = new TreeMap<>();
    for (DeviceWindow window : windows.values()) {
      window
          .histograms()
          .forEach((name, counted) -> sums.merge(name, counted, RecordingTelemetry::plus));
    }
    return sums;
  }

  /** Devices that count into other bins are left out of the figure; the monitor speaks of them. */
  private static Histogram plus(Histogram sum, Histogram counted) {
    return sum.edges().equals(counted.edges()) ? sum.plus(counted) : sum;
  }
}
