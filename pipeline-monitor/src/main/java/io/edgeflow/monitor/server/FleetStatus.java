package io.edgeflow.monitor.server;

import io.edgeflow.core.sample.Target;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertEvent;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.drift.DriftReport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the status server shows.
 *
 * @param snapshot the latest poll, without histograms
 * @param target what the model's answers are
 * @param metrics sums since the devices loaded their models
 * @param drift the latest check; null before the first, or when it is switched off
 * @param active alerts that are not resolved
 * @param recent what happened to alerts, oldest first
 * @param trouble why the latest poll or check itself failed; null when it did not
 * @param interval between two polls
 */
public record FleetStatus(
    FleetSnapshot snapshot,
    Target target,
    FleetMetrics metrics,
    @Nullable DriftReport drift,
    List<Alert> active,
    List<AlertEvent> recent,
    @Nullable String trouble,
    Duration interval) {
  /** Copies the lists. */
  public FleetStatus {
    active = List.copyOf(active);
    recent = List.copyOf(recent);
  }
}
