package io.edgeflow.monitor.collect;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one device counted between two polls.
 *
 * @param reset whether its counters began anew in between (another model, or the same one loaded
 *     again); the window is then everything since that load
 * @param quality sums over the labelled inferences, see {@code LiveQuality}
 * @param histograms one for each summary that the device counts
 */
public record DeviceWindow(
    String deviceId,
    boolean reset,
    long inferences,
    long failures,
    long labeled,
    Map<String, Double> quality,
    Map<String, Histogram> histograms) {
  /** Sorts and copies the maps. */
  public DeviceWindow {
    quality = Collections.unmodifiableMap(new TreeMap<>(quality));
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
  }

  /**
   * The windows of all devices that answered both polls. A device that was silent at the first one
   * has no window: nobody knows what it had counted by then.
   *
   * @param before the earlier poll; null for everything since the models were loaded
   */
  public static List<DeviceWindow> between(@Nullable FleetSnapshot before, FleetSnapshot after) {
    List<DeviceWindow> windows = new ArrayList<>();
    for (DeviceReading device : after.devices()) {
      DeviceTelemetry end = device.telemetry();
      if (end == null) {
        continue;
      }
      if (before == null) {
        windows.add(sinceLoad(end, false));
      } else {
        before.telemetry(device.deviceId()).ifPresent(start -> windows.add(between(start, end)));
      }
    }
    return List.copyOf(windows);
  }

  /** What a device counted from one of its reports to a later one. */
  public static DeviceWindow between(DeviceTelemetry start, DeviceTelemetry end) {
    return Reset.between(start, end) ? sinceLoad(end, true) : difference(start, end);
  }

  /** All that a device counted since it loaded its model. */
  static DeviceWindow sinceLoad(DeviceTelemetry end) {
    return sinceLoad(end, false);
  }

  /**
   * Windows that follow each other, added up device by device, in the order of their ids. Where a
   * device began to count into other bins, the later counts stand alone.
   */
  public static List<DeviceWindow> added(List<DeviceWindow> earlier, List<DeviceWindow> later) {
    Map<String, DeviceWindow> all = new TreeMap<>();
    earlier.forEach(window -> all.merge(window.deviceId, window, DeviceWindow::plus));
    later.forEach(window -> all.merge(window.deviceId, window, DeviceWindow::plus));
    return List.copyOf(all.values());
  }

  /** This window and one of the same device that follows it. */
  public DeviceWindow plus(DeviceWindow later) {
    Map<String, Histogram> counted = new TreeMap<>(histograms);
    later.histograms.forEach(
        (name, more) ->
            counted.merge(name, more, (a, b) -> a.edges().equals(b.edges()) ? a.plus(b) : b));
    Map<String, Double> sums = new TreeMap<>(quality);
    later.quality.forEach((name, sum) -> sums.merge(name, sum, Double::sum));
    return new DeviceWindow(
        deviceId,
        reset || later.reset,
        inferences + later.inferences,
        failures + later.failures,
        labeled + later.labeled,
        sums,
        counted);
  }

  private static DeviceWindow sinceLoad(DeviceTelemetry end, boolean reset) {
    return new DeviceWindow(
        end.identity().deviceId(),
        reset,
        end.counters().inferences(),
        end.counters().failures(),
        end.counters().labeled(),
        end.counters().quality(),
        end.counters().histograms());
  }

  private static DeviceWindow difference(DeviceTelemetry start, DeviceTelemetry end) {
    Map<String, Histogram> histograms = new TreeMap<>();
    end.counters()
        .histograms()
        .forEach(
            (name, histogram) -> {
              Histogram earlier = start.counters().histograms().get(name);
              histograms.put(name, earlier == null ? histogram : histogram.minus(earlier));
            });
    return new DeviceWindow(
        end.identity().deviceId(),
        false,
        end.counters().inferences() - start.counters().inferences(),
        end.counters().failures() - start.counters().failures(),
        end.counters().labeled() - start.counters().labeled(),
        quality(start.counters().quality(), end.counters().quality()),
        histograms);
  }

  private static Map<String, Double> quality(Map<String, Double> start, Map<String, Double> end) {
    Map<String, Double> added = new TreeMap<>();
    end.forEach((name, sum) -> added.put(name, sum - start.getOrDefault(name, 0.0)));
    return added;
  }
}
