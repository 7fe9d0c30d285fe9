package io.edgeflow.monitor.drift;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.monitor.collect.DeviceWindow;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One summary's histogram, summed over the devices.
 *
 * @param sum what could be summed
 * @param reason why the sum is not all that the fleet saw; null when it is
 */
record FleetHistogram(Histogram sum, @Nullable String reason) {

  static FleetHistogram of(String name, Histogram baseline, Collection<DeviceWindow> windows) {
    Histogram sum = baseline.empty();
    String reason = null;
    for (DeviceWindow window : windows) {
      Histogram counted = window.histograms().get(name);
      String trouble = trouble(name, baseline, window, counted);
      if (trouble != null) {
        reason = trouble;
      } else if (counted != null && counted.edges().equals(sum.edges())) {
        sum = sum.plus(counted);
      }
    }
    return new FleetHistogram(sum, reason);
  }

  private static @Nullable String trouble(
      String name, Histogram baseline, DeviceWindow window, @Nullable Histogram counted) {
    String device = window.deviceId();
    if (counted == null || counted.counts().stream().allMatch(count -> count == 0)) {
      return window.inferences() == 0 ? null : device + " sends no histogram of " + name;
    }
    if (!counted.edges().equals(baseline.edges())) {
      return device + " counts " + name + " in other bins than the baseline";
    }
    if (counted.counts().stream().anyMatch(count -> count < 0)) {
      return device + " sends negative counts of " + name;
    }
    return null;
  }
}
