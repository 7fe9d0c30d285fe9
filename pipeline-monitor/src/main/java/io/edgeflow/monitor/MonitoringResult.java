package io.edgeflow.monitor;

import io.edgeflow.core.gate.GateReport;
import io.edgeflow.monitor.alert.AlertEvent;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.replay.ReplaySummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the monitoring stage saw.
 *
 * @param windowStart the poll before the traffic
 * @param modelHash the model that every device should have loaded
 * @param devicesOnModel how many have
 * @param fleet counters of the window alone, anomalies included; without replay, since the models
 *     were loaded
 * @param replay what became of the traffic; null without replay
 * @param drift of the traffic without known anomalies; null when drift is switched off
 * @param health the gate
 * @param devices the poll after the traffic, without histograms; counters since load
 * @param alerts what was raised and what became of the messages
 */
public record MonitoringResult(
    Instant windowStart,
    String modelHash,
    int devicesOnModel,
    FleetMetrics fleet,
    @Nullable ReplaySummary replay,
    @Nullable DriftReport drift,
    GateReport health,
    FleetSnapshot devices,
    List<AlertEvent> alerts) {
  /** Copies the alerts. */
  public MonitoringResult {
    alerts = List.copyOf(alerts);
  }

  /** For people: the gate, the metrics and how many alerts there were. */
  @Override
  public String toString() {
    return "MonitoringResult[%s %s: %s, %d alerts]"
        .formatted(health.name(), health.verdict(), MonitoringMetrics.of(this), alerts.size());
  }
}
