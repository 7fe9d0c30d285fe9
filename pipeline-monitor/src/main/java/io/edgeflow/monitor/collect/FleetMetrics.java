package io.edgeflow.monitor.collect;

import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.sample.Target;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the fleet.
 *
 * @param totalDevices all devices, whether or not they answered
 * @param activeDevices those that answered and have a model loaded
 * @param totalInferences rows answered
 * @param failures rows refused or failed
 * @param labeled answered rows that came with the truth
 * @param sums over those, see {@link LiveQuality}, sorted by name
 * @param avgLatencyMs mean of the devices' median latencies, weighted by their inferences; null
 *     without any
 * @param quality the metric that follows from the sums, such as the accuracy of the whole fleet;
 *     NaN without a truth
 */
public record FleetMetrics(
    int totalDevices,
    int activeDevices,
    long totalInferences,
    long failures,
    long labeled,
    Map<String, Double> sums,
    @Nullable Double avgLatencyMs,
    Metric quality) {
  /** Sorts and copies the sums. */
  public FleetMetrics {
    sums = Collections.unmodifiableMap(new TreeMap<>(sums));
  }

  /** Sums windows; devices and latencies are those of the snapshot at the windows' end. */
  public static FleetMetrics of(Target target, FleetSnapshot end, List<DeviceWindow> windows) {
    long labeled = sum(windows, DeviceWindow::labeled);
    Map<String, Double> sums = new TreeMap<>();
    windows.forEach(w -> w.quality().forEach((name, sum) -> sums.merge(name, sum, Double::sum)));
    return new FleetMetrics(
        end.devices().size(),
        (int) end.devices().stream().filter(DeviceReading::active).count(),
        sum(windows, DeviceWindow::inferences),
        sum(windows, DeviceWindow::failures),
        labeled,
        sums,
        latency(end, windows),
        LiveQuality.metric(target, sums, labeled));
  }

  /** The same metrics with another mean latency. */
  public FleetMetrics withLatencyMs(double latencyMs) {
    return new FleetMetrics(
        totalDevices, activeDevices, totalInferences, failures, labeled, sums, latencyMs, quality);
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
