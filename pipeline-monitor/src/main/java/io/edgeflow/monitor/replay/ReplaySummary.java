package io.edgeflow.monitor.replay;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows that were sent.
 *
 * @param rows that were to be sent
 * @param answered that came back with an answer
 * @param anomalies of the rows, the ones that were known to be anomalies
 * @param avgLatencyMs mean latency of the model alone over the answered rows; null without any
 * @param errors why a device's rows were not all answered, by device
 */
public record ReplaySummary(
    ReplayConfig.Transform transform,
    int devices,
    long rows,
    long answered,
    long anomalies,
    @Nullable Double avgLatencyMs,
    Map<String, String> errors) {
  /** Sorts and copies the errors. */
  public ReplaySummary {
    errors = Collections.unmodifiableMap(new TreeMap<>(errors));
  }

  /** This traffic and anomalies that were sent after it to the same devices. */
  public ReplaySummary withAnomalies(ReplaySummary later) {
    Map<String, String> all = new TreeMap<>(later.errors);
    all.putAll(errors);
    long both = answered + later.answered;
    double latency = total() + later.total();
    return new ReplaySummary(
        transform,
        devices,
        rows + later.rows,
        both,
        anomalies + later.rows,
        both == 0 ? null : latency / both,
        all);
  }

  private double total() {
    return avgLatencyMs == null ? 0 : avgLatencyMs * answered;
  }
}
