package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.sample.Target;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertManager;
import io.edgeflow.monitor.collect.CountedWindow;
import io.edgeflow.monitor.collect.DeviceWindow;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.collect.MetricsCollector;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.ModelDriftDetector;
import io.edgeflow.monitor.health.FleetHealth;
import io.edgeflow.monitor.server.FleetStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps watch: each poll and each drift check brings the status up to date. The window of what was
 * counted goes on growing until it holds enough samples for a verdict on drift (where nobody looks
 * for drift: on quality), and then begins anew. A poll that fails itself shows in the status and
 * never ends the watch. Thread-safe.
 */
final class FleetMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(FleetMonitor.class);

  private final MonitorConfig config;
  private final MetricsCollector collector;
  private final ModelDriftDetector detector;
  private final Baseline baseline;
  private final Target target;
  private final Optional<String> modelHash;
  private final AlertManager alerts;
  private final Duration interval;

  private @Nullable FleetSnapshot latest;
  private final CountedWindow window;
  private @Nullable DriftReport drift;
  private @Nullable String trouble;
  private volatile @Nullable FleetStatus published;
  private List<Alert> deviceAlerts = List.of();
  private List<Alert> healthAlerts = List.of();
  private List<Alert> driftAlerts = List.of();
  private @Nullable Check heldQuality;

  FleetMonitor(
      MonitorConfig config,
      MetricsCollector collector,
      CountedWindow window,
      Baseline baseline,
      Target target,
      Optional<String> modelHash,
      AlertManager alerts) {
    this.config = config;
    this.collector = collector;
    this.window = window;
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
          if (latest == null) {
            take(collector.collect());
          }
          FleetSnapshot now = Objects.requireNonNull(latest);
          DriftReport report = detector.detect(baseline, window.devices(), now.at());
          drift = report;
          driftAlerts = FleetAlerts.drift(report, window.devices());
          if (report.verdict() != Verdict.INCONCLUSIVE) {
            window.restart();
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
    window.add(now);
    judge(now);
    latest = now;
  }

  /** A window that has just begun anew knows no quality; what was found before then still holds. */
  private void judge(FleetSnapshot now) {
    FleetMetrics metrics = FleetMetrics.of(target, now, window.devices());
    GateReport found = new FleetHealth(config.health()).judge(baseline, metrics, now, null);
    healthAlerts = FleetAlerts.health(found, now, config.health().p95LatencyMs());
    Check quality = new FleetHealth(config.health()).quality(baseline, metrics.quality());
    if (quality.verdict() != Verdict.INCONCLUSIVE) {
      heldQuality = quality;
      if (!config.drift().enabled()) {
        window.restart();
      }
    } else if (heldQuality != null && heldQuality.verdict() == Verdict.FAIL) {
      healthAlerts.add(FleetAlerts.quality(heldQuality, now.at()));
    }
  }

  private void publishAlerts() {
    List<Alert> all = new ArrayList<>(deviceAlerts);
    all.addAll(healthAlerts);
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
