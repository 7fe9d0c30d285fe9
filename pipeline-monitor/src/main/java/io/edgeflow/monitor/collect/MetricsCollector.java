package io.edgeflow.monitor.collect;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.core.thread.Interrupts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Polls every device of a fleet and keeps the snapshots on disk. A device that fails, or does not
 * answer in time, is inactive with an error; the others are not held up. Thread-safe.
 *
 * <pre>{@code
 * MetricsCollector collector =
 *     new MetricsCollector(config, fleet, Path.of("monitor"), Clock.systemUTC());
 * FleetMetrics metrics = collector.collect().metrics(target);
 * }</pre>
 */
public final class MetricsCollector {
  private final MetricsConfig config;
  private final TelemetrySource source;
  private final SnapshotStore store;
  private final Clock clock;

  /** A collector that appends to {@code telemetry-<day>.jsonl} files in the given folder. */
  public MetricsCollector(MetricsConfig config, TelemetrySource source, Path folder, Clock clock) {
    this.config = config;
    this.source = source;
    this.store = new SnapshotStore(folder, config.retentionDays());
    this.clock = clock;
  }

  /**
   * Asks every device once, several at a time, and appends the snapshot to the store.
   *
   * @throws PipelineException if the thread is interrupted or the store cannot be written
   */
  public FleetSnapshot collect() {
    Instant at = clock.instant();
    List<DeploymentTarget> targets = source.targets();
    FleetSnapshot snapshot =
        new FleetSnapshot(at, targets.isEmpty() ? List.of() : readings(targets));
    store.append(snapshot);
    return snapshot;
  }

  private List<DeviceReading> readings(List<DeploymentTarget> targets) {
    int threads = Math.min(config.parallelism(), targets.size());
    int rounds = (targets.size() + threads - 1) / threads;
    Duration limit = config.timeout().multipliedBy(rounds);
    ExecutorService pool =
        Executors.newFixedThreadPool(threads, DaemonThreads.named("edgeflow-collect"));
    try {
      List<Future<DeviceTelemetry>> answers =
          pool.invokeAll(
              targets.stream().map(target -> (Ask) () -> source.collect(target)).toList(),
              limit.toMillis(),
              TimeUnit.MILLISECONDS);
      List<DeviceReading> readings = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        readings.add(reading(targets.get(i).id(), answers.get(i)));
      }
      return readings;
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while polling the fleet");
    } finally {
      pool.shutdownNow();
    }
  }

  private DeviceReading reading(String id, Future<DeviceTelemetry> answer)
      throws InterruptedException {
    try {
      DeviceTelemetry telemetry = answer.get();
      return telemetry.identity().deviceId().equals(id)
          ? DeviceReading.of(telemetry)
          : DeviceReading.failed(
              id, "answered as device \"" + telemetry.identity().deviceId() + "\"");
    } catch (CancellationException e) {
      return DeviceReading.failed(id, "no answer within " + config.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return DeviceReading.failed(id, onOneLine(String.valueOf(cause.getMessage())));
    }
  }

  private static String onOneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", "; ");
  }

  private interface Ask extends java.util.concurrent.Callable<DeviceTelemetry> {}
}
