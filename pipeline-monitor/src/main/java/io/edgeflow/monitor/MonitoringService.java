package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.monitor.alert.AlertManager;
import io.edgeflow.monitor.collect.CountedWindow;
import io.edgeflow.monitor.collect.MetricsCollector;
import io.edgeflow.monitor.server.StatusServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches a fleet until closed: polls every {@code metrics.interval}, looks for drift every {@code
 * drift.check_interval}, sends alerts and shows the status over HTTP. Its folder holds {@code
 * telemetry-<day>.jsonl}, {@code alerts.jsonl} and {@code window.json}; alerts that were active
 * when it last ended are still active, and what was counted by then is not lost.
 *
 * <pre>{@code
 * try (MonitoringService service =
 *     MonitoringService.start(config, fleet, baseline, target, Path.of("monitor"))) {
 *   System.out.println(service.uri());   // http://127.0.0.1:8080/
 * }
 * }</pre>
 */
public final class MonitoringService implements AutoCloseable {
  private final StatusServer server;
  private final ScheduledExecutorService schedule;

  private MonitoringService(StatusServer server, ScheduledExecutorService schedule) {
    this.server = server;
    this.schedule = schedule;
  }

  /** Starts with the system's clock, taking any loaded model for the right one. */
  public static MonitoringService start(
      MonitorConfig config,
      TelemetrySource source,
      Baseline baseline,
      Target target,
      Path stateFolder) {
    return start(
        config, source, baseline, target, Optional.empty(), stateFolder, Clock.systemUTC());
  }

  /**
   * Polls once, looks for drift once, then listens.
   *
   * @param target what the model's answers are
   * @param modelHash what every device should have loaded; empty when any model is right
   * @throws PipelineException if the server's port is taken
   */
  public static MonitoringService start(
      MonitorConfig config,
      TelemetrySource source,
      Baseline baseline,
      Target target,
      Optional<String> modelHash,
      Path stateFolder,
      Clock clock) {
    ScheduledExecutorService schedule =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("edgeflow-monitor"));
    try {
      return start(config, source, baseline, target, modelHash, stateFolder, clock, schedule);
    } catch (RuntimeException e) {
      schedule.shutdownNow();
      throw e;
    }
  }

  static MonitoringService start(
      MonitorConfig config,
      TelemetrySource source,
      Baseline baseline,
      Target target,
      Optional<String> modelHash,
      Path stateFolder,
      Clock clock,
      ScheduledExecutorService schedule) {
    FleetMonitor monitor =
        new FleetMonitor(
            config,
            new MetricsCollector(config.metrics(), source, stateFolder, clock),
            CountedWindow.open(stateFolder.resolve("window.json"), modelHash),
            baseline,
            target,
            modelHash,
            new AlertManager(config.alerts(), stateFolder.resolve("alerts.jsonl"), clock));
    StatusServer server = StatusServer.start(config.server(), monitor::status);
    monitor.poll();
    every(schedule, config.metrics().interval(), monitor::poll);
    if (config.drift().enabled()) {
      monitor.checkDrift();
      every(schedule, config.drift().checkInterval(), monitor::checkDrift);
    }
    return new MonitoringService(server, schedule);
  }

  /** The status page's address. */
  public URI uri() {
    return server.uri();
  }

  /** Stops watching and listening; files are complete at any time. */
  @Override
  public void close() {
    schedule.shutdownNow();
    server.close();
  }

  private static void every(ScheduledExecutorService schedule, Duration pause, Runnable work) {
    var unused =
        schedule.scheduleWithFixedDelay(
            work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
