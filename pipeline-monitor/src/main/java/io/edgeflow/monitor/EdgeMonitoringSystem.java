package io.edgeflow.monitor;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.error.PipelineException;
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
import io.edgeflow.monitor.replay.ReplaySummary;
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
 * between: live accuracy, latency, drift. Alerts go out before the stage ends. Never cached: it
 * speaks of devices, not of files.
 *
 * <p>Telemetry and alerts are kept in the run's folder under {@code monitoring/}.
 *
 * <pre>{@code
 * EdgeMonitoringSystem monitoring = new EdgeMonitoringSystem(config, fleet, fleet);
 * MonitoringResult result =
 *     monitoring.run(new MonitoringInput(baseline, dataset, modelHash), context);
 * double liveAccuracy = result.fleet().avgAccuracy();
 * }</pre>
 */
public final class EdgeMonitoringSystem implements Stage<MonitoringInput, MonitoringResult> {
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
    return "monitoring";
  }

  @Override
  public String fingerprint() {
    return config.fingerprint();
  }

  /**
   * Watches the fleet once.
   *
   * @throws PipelineException if no device answers; the alerts have gone out by then
   */
  @Override
  public MonitoringResult run(MonitoringInput input, RunContext context) {
    Path folder = context.folder().resolve("monitoring");
    MetricsCollector collector =
        new MetricsCollector(config.metrics(), telemetry, folder, context.clock());
    FleetSnapshot before = collector.collect();
    ReplaySummary replay = replay(input, before, context);
    FleetSnapshot after = collector.collect();
    List<DeviceWindow> windows = DeviceWindow.between(replay == null ? null : before, after);
    DriftReport drift = drift(input, windows, context);
    AlertManager alerts =
        new AlertManager(config.alerts(), folder.resolve("alerts.jsonl"), context.clock());
    List<AlertEvent> events = alerts.update(troubles(input, after, windows, replay, drift));
    events.forEach(event -> record(event, context));
    if (after.devices().stream().noneMatch(DeviceReading::active)) {
      throw PipelineException.failed("No device of the fleet answers with a model loaded")
          .found(after.devices().size() + " devices, none active")
          .where(folder)
          .remedy("see the alerts in alerts.jsonl there")
          .build();
    }
    return new MonitoringResult(
        before.at(),
        input.modelHash(),
        (int) after.devices().stream().filter(device -> runs(device, input.modelHash())).count(),
        metrics(after, windows, replay),
        replay,
        drift,
        after.compact(),
        events);
  }

  @Override
  public StageReport report(MonitoringResult result) {
    return new StageReport(Optional.empty(), MonitoringMetrics.of(result), List.of());
  }

  private @Nullable ReplaySummary replay(
      MonitoringInput input, FleetSnapshot before, RunContext context) {
    if (!config.replay().enabled()) {
      return null;
    }
    List<DeploymentTarget> ready =
        telemetry.targets().stream()
            .filter(
                target ->
                    before.devices().stream()
                        .filter(device -> device.deviceId().equals(target.id()))
                        .anyMatch(device -> runs(device, input.modelHash())))
            .toList();
    Dataset data = Dataset.open(input.dataset(), context.artifacts());
    ReplaySummary summary =
        new TrafficReplay(config.replay(), channel)
            .run(data, ready, config.metrics().parallelism(), context.progress());
    context
        .events()
        .record(
            "monitoring.replayed",
            Map.of(
                "devices", summary.devices(),
                "rows", summary.rows(),
                "answered", summary.answered(),
                "correct", summary.correct()));
    return summary;
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

  private static List<Alert> troubles(
      MonitoringInput input,
      FleetSnapshot after,
      List<DeviceWindow> windows,
      @Nullable ReplaySummary replay,
      @Nullable DriftReport drift) {
    List<Alert> troubles = new ArrayList<>();
    troubles.addAll(FleetAlerts.devices(after, windows, Optional.of(input.modelHash())));
    troubles.addAll(FleetAlerts.replay(replay, after.at()));
    troubles.addAll(FleetAlerts.drift(drift, windows));
    return troubles;
  }

  private static FleetMetrics metrics(
      FleetSnapshot after, List<DeviceWindow> windows, @Nullable ReplaySummary replay) {
    FleetMetrics metrics = FleetMetrics.of(after, windows);
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
