package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.sample.Target;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertManager;
import io.edgeflow.monitor.collect.DeviceWindow;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.collect.MetricsCollector;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.ModelDriftDetector;
import io.edgeflow.monitor.server.FleetStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps watch: each poll and each drift check brings the status up to date. A drift window goes on
 * growing until it holds enough samples for a verdict, and then begins anew. A poll that fails
 * itself shows in the status and never ends the watch. Thread-safe.
 */
final class FleetMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(FleetMonitor.class);

  private final MetricsCollector collector;
  private final ModelDriftDetector detector;
  private final Baseline baseline;
  private final Target target;
  private final Optional<String> modelHash;
  private final AlertManager alerts;
  private final Duration interval;

  private @Nullable FleetSnapshot latest;
  private @Nullable FleetSnapshot windowStart;
  private @Nullable DriftReport drift;
  private @Nullable String trouble;
  private volatile @Nullable FleetStatus published;
  private List<Alert> deviceAlerts = List.of();
  private List<Alert> driftAlerts = List.of();

  FleetMonitor(
      MonitorConfig config,
      MetricsCollector collector,
      Baseline baseline,
      Target target,
      Optional<String> modelHash,
      AlertManager alerts) {
    this.collector = collector;
    this.detector = new ModelDriftDetector(config.drift());
    this.baseline = baseline;
    this.target = target;
    this.modelHash = modelHash;
    this.alerts = alerts;
    this.interval = config.metrics().interval();
  }

  /** Polls the fleet. */
  synchronized void poll() {
    guarded(
        () -> {
          take(collector.collect());
          publishAlerts();
        });
  }

  /** Judges what the fleet had counted by the latest poll since the last verdict. */
  synchronized void checkDrift() {
    guarded(
        () -> {
          FleetSnapshot now = latest == null ? collector.collect() : latest;
          List<DeviceWindow> windows = DeviceWindow.between(windowStart, now);
          DriftReport report = detector.detect(baseline, windows, now.at());
          drift = report;
          driftAlerts = FleetAlerts.drift(report, windows);
          if (report.verdict() != Verdict.INCONCLUSIVE) {
            windowStart = now;
          }
          publishAlerts();
        });
  }

  /** What the latest round knew, without waiting for one that is under way. */
  Optional<FleetStatus> status() {
    return Optional.ofNullable(published);
  }

  private void take(FleetSnapshot now) {
    FleetSnapshot before = latest;
    List<DeviceWindow> windows = before == null ? List.of() : DeviceWindow.between(before, now);
    deviceAlerts = FleetAlerts.devices(now, windows, modelHash);
    latest = now;
  }

  private void publishAlerts() {
    List<Alert> all = new ArrayList<>(deviceAlerts);
    all.addAll(driftAlerts);
    alerts.update(all);
  }

  private void guarded(Runnable work) {
    try {
      work.run();
      trouble = null;
    } catch (RuntimeException e) {
      trouble = String.valueOf(e.getMessage());
      LOG.error("Watching the fleet failed; the next round tries again", e);
    }
    publish();
  }

  private void publish() {
    FleetSnapshot snapshot = latest;
    if (snapshot != null) {
      published =
          new FleetStatus(
              snapshot.compact(),
              target,
              snapshot.metrics(target),
              drift,
              alerts.active(),
              alerts.recent(),
              trouble,
              interval);
    }
  }
}
