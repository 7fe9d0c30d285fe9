package io.edgeflow.monitor;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceChannel;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertEvent;
import io.edgeflow.monitor.alert.AlertManager;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.DeviceWindow;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.collect.MetricsCollector;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.ModelDriftDetector;
import io.edgeflow.monitor.health.FleetHealth;
import io.edgeflow.monitor.replay.ReplaySummary;
import io.edgeflow.monitor.replay.Traffic;
import io.edgeflow.monitor.replay.TrafficReplay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stage 5: watches a deployed fleet once. Polls every device, sends the held-out test rows through
 * the devices that run the expected model, polls again, and judges what the devices counted in
 * between: live quality, latency, drift; that is the gate {@code fleet_health}. Rows that are known
 * to be anomalies are sent last, after the poll that drift is judged on. Alerts go out before the
 * stage ends. Never cached: it speaks of devices, not of files.
 *
 * <p>Telemetry and alerts are kept in the run's folder under {@code monitoring/}.
 *
 * <pre>{@code
 * EdgeMonitoringSystem monitoring = new EdgeMonitoringSystem(config, fleet, fleet);
 * MonitoringResult result =
 *     monitoring.run(new MonitoringInput(baseline, target, dataset, modelSha256), context);
 * Metric live = result.fleet().quality(); // the accuracy of classes, for example
 * }</pre>
 */
public final class EdgeMonitoringSystem implements Stage<MonitoringInput, MonitoringResult> {
  /** The stage's name. */
  public static final String NAME = "monitoring";

  private final MonitorConfig config;
  private final TelemetrySource telemetry;
  private final InferenceChannel channel;

  /** A stage that watches the given fleet and sends it traffic. */
  public EdgeMonitoringSystem(
      MonitorConfig config, TelemetrySource telemetry, InferenceChannel channel) {
    this.config = config;
    this.telemetry = telemetry;
    this.channel = channel;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Watches the fleet once; one that nobody answers for fails the gate, with alerts. */
  @Override
  public MonitoringResult run(MonitoringInput input, RunContext context) {
    Path folder = context.folder().resolve("monitoring");
    MetricsCollector collector =
        new MetricsCollector(config.metrics(), telemetry, folder, context.clock());
    FleetSnapshot before = collector.collect();
    Watched seen =
        config.replay().enabled()
            ? replayed(input, before, collector, context)
            : Watched.without(collector.collect());
    FleetSnapshot after = seen.after();
    FleetSnapshot start = seen.replay() == null ? null : before;
    List<DeviceWindow> usual = DeviceWindow.between(start, seen.usual());
    List<DeviceWindow> windows =
        seen.polledAgain()
            ? DeviceWindow.added(usual, DeviceWindow.between(seen.usual(), after))
            : usual;
    DriftReport drift = drift(input, usual, context);
    FleetMetrics metrics = metrics(input, after, windows, seen.replay());
    GateReport health =
        new FleetHealth(config.health()).judge(input.baseline(), metrics, after, drift);
    List<Alert> troubles = new ArrayList<>();
    troubles.addAll(FleetAlerts.devices(after, windows, Optional.of(input.modelSha256())));
    troubles.addAll(FleetAlerts.replay(seen.replay(), after.at()));
    troubles.addAll(FleetAlerts.drift(drift, usual));
    troubles.addAll(FleetAlerts.health(health, after, config.health().p95LatencyMs()));
    List<AlertEvent> events = alerted(troubles, folder, context);
    return new MonitoringResult(
        before.at(),
        input.modelSha256(),
        (int) after.devices().stream().filter(device -> runs(device, input.modelSha256())).count(),
        metrics,
        seen.replay(),
        drift,
        health,
        after.compact(),
        events);
  }

  @Override
  public StageReport report(MonitoringResult result) {
    return new StageReport(Optional.of(result.health()), MonitoringMetrics.of(result), List.of());
  }

  /**
   * What the traffic came to.
   *
   * @param usual the poll that drift is judged on, before known anomalies were sent
   * @param after the last poll
   */
  private record Watched(@Nullable ReplaySummary replay, FleetSnapshot usual, FleetSnapshot after) {
    private static Watched without(FleetSnapshot after) {
      return new Watched(null, after, after);
    }

    private boolean polledAgain() {
      return replay != null && replay.anomalies() > 0;
    }
  }

  private Watched replayed(
      MonitoringInput input, FleetSnapshot before, MetricsCollector collector, RunContext context) {
    List<DeploymentTarget> ready =
        telemetry.targets().stream()
            .filter(
                target ->
                    before.devices().stream()
                        .filter(device -> device.deviceId().equals(target.id()))
                        .anyMatch(device -> runs(device, input.modelSha256())))
            .toList();
    Dataset data = Dataset.open(input.dataset(), context.artifacts());
    Traffic.Parts traffic = Traffic.of(data, config.replay());
    ReplaySummary summary = send(traffic.usual(), ready, context);
    FleetSnapshot usual = collector.collect();
    FleetSnapshot after = usual;
    if (traffic.anomalies().count() > 0) {
      summary = summary.withAnomalies(send(traffic.anomalies(), ready, context));
      after = collector.collect();
    }
    context
        .events()
        .record(
            "monitoring.replayed",
            Map.of(
                "devices", summary.devices(),
                "rows", summary.rows(),
                "answered", summary.answered(),
                "anomalies", summary.anomalies()));
    return new Watched(summary, usual, after);
  }

  private ReplaySummary send(Traffic traffic, List<DeploymentTarget> ready, RunContext context) {
    return new TrafficReplay(config.replay(), channel)
        .run(traffic, ready, config.metrics().parallelism(), context.progress());
  }

  private @Nullable DriftReport drift(
      MonitoringInput input, List<DeviceWindow> windows, RunContext context) {
    if (!config.drift().enabled()) {
      return null;
    }
    DriftReport report =
        new ModelDriftDetector(config.drift())
            .detect(input.baseline(), windows, context.clock().instant());
    Map<String, Object> fields = new TreeMap<>();
    fields.put("verdict", report.verdict().name());
    fields.put("samples", report.samples());
    if (report.driftScore() != null) {
      fields.put("drift_score", report.driftScore());
    }
    context.events().record("monitoring.drift_checked", fields);
    return report;
  }

  private List<AlertEvent> alerted(List<Alert> troubles, Path folder, RunContext context) {
    AlertManager alerts =
        new AlertManager(config.alerts(), folder.resolve("alerts.jsonl"), context.clock());
    List<AlertEvent> events = alerts.update(troubles);
    events.forEach(event -> record(event, context));
    return events;
  }

  private static FleetMetrics metrics(
      MonitoringInput input,
      FleetSnapshot after,
      List<DeviceWindow> windows,
      @Nullable ReplaySummary replay) {
    FleetMetrics metrics = FleetMetrics.of(input.target(), after, windows);
    Double measured = replay == null ? null : replay.avgLatencyMs();
    return measured == null ? metrics : metrics.withLatencyMs(measured);
  }

  private static boolean runs(DeviceReading device, String modelHash) {
    DeviceTelemetry report = device.telemetry();
    return report != null && modelHash.equals(report.identity().modelHash());
  }

  private static void record(AlertEvent event, RunContext context) {
    Alert alert = event.alert();
    context
        .events()
        .record(
            event.kind() == AlertEvent.Kind.RAISED ? "alert.raised" : "alert.resolved",
            Map.of(
                "what", alert.what(),
                "scope", alert.scope(),
                "severity", alert.severity().name(),
                "message", alert.message(),
                "undelivered", event.deliveries().stream().filter(d -> !d.delivered()).count()));
  }
}
