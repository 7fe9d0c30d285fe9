package io.edgeflow.monitor.replay;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows that were sent.
 *
 * @param rows that were to be sent
 * @param answered that came back with a prediction
 * @param correct of those, the ones predicted right, as counted here
 * @param avgLatencyMs mean latency of the model alone over the answered rows; null without any
 * @param errors why a device's rows were not all answered, by device
 */
public record ReplaySummary(
    ReplayConfig.Transform transform,
    int devices,
    long rows,
    long answered,
    long correct,
    @Nullable Double avgLatencyMs,
    Map<String, String> errors) {
  /** Sorts and copies the errors. */
  public ReplaySummary {
    errors = Collections.unmodifiableMap(new TreeMap<>(errors));
  }
}
