package io.edgeflow.monitor.collect;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the fleet.
 *
 * @param totalDevices all devices, whether or not they answered
 * @param activeDevices those that answered and have a model loaded
 * @param totalInferences rows answered
 * @param failures rows refused or failed
 * @param labeled answered rows that came with a true label
 * @param correct of those, the ones predicted right
 * @param avgLatencyMs mean of the devices' median latencies, weighted by their inferences; null
 *     without any
 * @param avgAccuracy {@code correct / labeled} over the whole fleet; null without a label
 */
public record FleetMetrics(
    int totalDevices,
    int activeDevices,
    long totalInferences,
    long failures,
    long labeled,
    long correct,
    @Nullable Double avgLatencyMs,
    @Nullable Double avgAccuracy) {

  /** Sums windows; devices and latencies are those of the snapshot at the windows' end. */
  public static FleetMetrics of(FleetSnapshot end, List<DeviceWindow> windows) {
    long labeled = sum(windows, DeviceWindow::labeled);
    long correct = sum(windows, DeviceWindow::correct);
    return new FleetMetrics(
        end.devices().size(),
        (int) end.devices().stream().filter(DeviceReading::active).count(),
        sum(windows, DeviceWindow::inferences),
        sum(windows, DeviceWindow::failures),
        labeled,
        correct,
        latency(end, windows),
        labeled == 0 ? null : (double) correct / labeled);
  }

  /** The same metrics with another mean latency. */
  public FleetMetrics withLatencyMs(double latencyMs) {
    return new FleetMetrics(
        totalDevices,
        activeDevices,
        totalInferences,
        failures,
        labeled,
        correct,
        latencyMs,
        avgAccuracy);
  }

  private static @Nullable Double latency(FleetSnapshot end, List<DeviceWindow> windows) {
    double weighted = 0;
    long weight = 0;
    for (DeviceWindow window : windows) {
      Double median =
          end.telemetry(window.deviceId()).map(report -> report.runtime().p50Ms()).orElse(null);
      if (median != null) {
        weighted += median * window.inferences();
        weight += window.inferences();
      }
    }
    return weight == 0 ? null : weighted / weight;
  }

  private static long sum(List<DeviceWindow> windows, ToLongFunction<DeviceWindow> field) {
    return windows.stream().mapToLong(field).sum();
  }
}
