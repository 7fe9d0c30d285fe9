package io.edgeflow.monitor.collect;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import java.util.Map;
import java.util.Objects;

/** Tells whether a device's counters began anew between two reports. */
final class Reset {
  private Reset() {}

  /**
   * Another model, another release, another load, or a counter that went down. An agent that does
   * not number its loads is taken at the time that each took.
   */
  static boolean between(DeviceTelemetry start, DeviceTelemetry end) {
    return !Objects.equals(start.identity().modelHash(), end.identity().modelHash())
        || start.identity().configVersion() != end.identity().configVersion()
        || loadedAgain(start, end)
        || end.counters().inferences() < start.counters().inferences()
        || end.counters().failures() < start.counters().failures()
        || end.counters().labeled() < start.counters().labeled()
        || qualityFell(start.counters().quality(), end.counters().quality())
        || histogramsFell(start.counters().histograms(), end.counters().histograms());
  }

  private static boolean loadedAgain(DeviceTelemetry start, DeviceTelemetry end) {
    Long before = start.counters().load();
    Long after = end.counters().load();
    return (before == null || after == null)
        ? start.runtime().loadTimeMs() != end.runtime().loadTimeMs()
        : !before.equals(after);
  }

  /** What a row adds to these sums is never negative. */
  private static boolean qualityFell(Map<String, Double> start, Map<String, Double> end) {
    return start.entrySet().stream()
        .anyMatch(entry -> end.getOrDefault(entry.getKey(), 0.0) < entry.getValue());
  }

  private static boolean histogramsFell(Map<String, Histogram> start, Map<String, Histogram> end) {
    return start.entrySet().stream()
        .anyMatch(
            entry -> {
              Histogram later = end.get(entry.getKey());
              return later == null || fell(entry.getValue(), later);
            });
  }

  private static boolean fell(Histogram start, Histogram end) {
    return !start.edges().equals(end.edges())
        || end.minus(start).counts().stream().anyMatch(count -> count < 0);
  }
}
