package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.monitor.alert.AlertManager;
import io.edgeflow.monitor.collect.CountedWindow;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.collect.MetricsCollector;
import io.edgeflow.monitor.server.Activity;
import io.edgeflow.monitor.server.FleetStatus;
import io.edgeflow.monitor.server.StatusServer;
import io.edgeflow.monitor.server.StatusView;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(MonitoringService.class);

  private final MonitorConfig config;
  private final Path stateFolder;
  private final Clock clock;
  private final ScheduledExecutorService schedule;
  private final StatusServer server;
  private @Nullable Expected expected;
  private volatile @Nullable FleetMonitor monitor;
  private volatile Optional<FleetStatus> before = Optional.empty();

  private MonitoringService(
      MonitorConfig config,
      Path stateFolder,
      Optional<FleetStatus> known,
      Supplier<Activity> activity,
      Clock clock,
      ScheduledExecutorService schedule) {
    this.config = config;
    this.stateFolder = stateFolder;
    this.clock = clock;
    this.schedule = schedule;
    this.server =
        StatusServer.start(config.server(), new StatusView(this::status, known, activity));
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
    return start(config, source, baseline, target, modelHash, stateFolder, clock, schedule);
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
    Expected expected = new Expected(baseline, target, modelHash);
    MonitoringService service =
        open(config, stateFolder, Optional.empty(), Activity::none, clock, schedule);
    service.watch(source, () -> expected);
    return service;
  }

  /**
   * Listens only, while the fleet still starts: shows what was known before. {@link #watch} begins
   * to poll.
   *
   * @param known the fleet when it was polled last; empty when it never was
   * @param activity asked at each request
   * @throws PipelineException if the server's port is taken
   */
  public static MonitoringService open(
      MonitorConfig config,
      Path stateFolder,
      Optional<FleetStatus> known,
      Supplier<Activity> activity,
      Clock clock) {
    ScheduledExecutorService schedule =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("edgeflow-monitor"));
    return open(config, stateFolder, known, activity, clock, schedule);
  }

  static MonitoringService open(
      MonitorConfig config,
      Path stateFolder,
      Optional<FleetStatus> known,
      Supplier<Activity> activity,
      Clock clock,
      ScheduledExecutorService schedule) {
    try {
      return new MonitoringService(config, stateFolder, known, activity, clock, schedule);
    } catch (RuntimeException e) {
      schedule.shutdownNow();
      throw e;
    }
  }

  /**
   * The fleet as it was when a folder's last snapshot was made.
   *
   * @param target what its model's answers are
   * @param stateFolder holds the alerts
   */
  public static FleetStatus known(
      FleetSnapshot snapshot, Target target, MonitorConfig config, Path stateFolder, Clock clock) {
    AlertManager alerts =
        new AlertManager(config.alerts(), stateFolder.resolve("alerts.jsonl"), clock);
    return new FleetStatus(
        snapshot,
        target,
        snapshot.metrics(target),
        null,
        alerts.active(),
        alerts.recent(),
        null,
        config.metrics().interval());
  }

  /**
   * Polls once, looks for drift once, and goes on doing so.
   *
   * @param now what the fleet should run, asked before each poll; where it cannot be told, what was
   *     told last holds
   * @throws PipelineException if it cannot be told at first
   */
  public void watch(TelemetrySource source, Supplier<Expected> now) {
    MetricsCollector collector = new MetricsCollector(config.metrics(), source, stateFolder, clock);
    AlertManager alerts =
        new AlertManager(config.alerts(), stateFolder.resolve("alerts.jsonl"), clock);
    follow(now.get(), collector, alerts).poll();
    every(
        schedule, config.metrics().interval(), () -> follow(asked(now), collector, alerts).poll());
    if (config.drift().enabled()) {
      follow(asked(now), collector, alerts).checkDrift();
      every(
          schedule,
          config.drift().checkInterval(),
          () -> follow(asked(now), collector, alerts).checkDrift());
    }
  }

  private @Nullable Expected asked(Supplier<Expected> now) {
    try {
      return now.get();
    } catch (RuntimeException e) {
      LOG.warn("What the fleet should run cannot be told now: {}", e.getMessage());
      return expected;
    }
  }

  /** Another release is watched anew, because its devices have begun to count anew. */
  private synchronized FleetMonitor follow(
      @Nullable Expected now, MetricsCollector collector, AlertManager alerts) {
    FleetMonitor known = monitor;
    if (now != null && (known == null || !now.equals(expected))) {
      known =
          new FleetMonitor(
              config,
              collector,
              CountedWindow.open(stateFolder.resolve("window.json"), now.modelHash()),
              now.baseline(),
              now.target(),
              now.modelHash(),
              alerts);
      before = status();
      expected = now;
      monitor = known;
    }
    return Objects.requireNonNull(known);
  }

  private Optional<FleetStatus> status() {
    FleetMonitor known = monitor;
    return known == null ? before : known.status().or(() -> before);
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
