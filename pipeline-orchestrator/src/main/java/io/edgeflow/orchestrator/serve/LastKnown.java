package io.edgeflow.orchestrator.serve;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.monitor.MonitoringService;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.collect.SnapshotFiles;
import io.edgeflow.monitor.server.FleetStatus;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet as it was polled last, by a service or by a run. */
final class LastKnown {
  private static final Logger LOG = LoggerFactory.getLogger(LastKnown.class);

  private LastKnown() {}

  /** Empty when nobody ever polled it, or what was left cannot be read, which harms nothing. */
  static Optional<FleetStatus> of(
      WorkflowConfig config, Path folder, WorkspaceActivity activity, Clock clock) {
    try {
      Stream<Path> folders =
          Stream.concat(
              Stream.of(folder),
              activity.now().run().stream()
                  .map(run -> config.workspace().run(run.id()).resolve("monitoring")));
      return folders
          .flatMap(each -> SnapshotFiles.latest(each).stream())
          .max(Comparator.comparing(FleetSnapshot::at))
          .flatMap(snapshot -> status(snapshot, config, folder, clock));
    } catch (PipelineException e) {
      LOG.warn("What was known of the fleet cannot be shown: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<FleetStatus> status(
      FleetSnapshot snapshot, WorkflowConfig config, Path folder, Clock clock) {
    long version =
        snapshot.devices().stream()
            .map(DeviceReading::telemetry)
            .filter(Objects::nonNull)
            .mapToLong(device -> device.identity().configVersion())
            .max()
            .orElse(0);
    if (version == 0) {
      return Optional.empty();
    }
    ActiveRelease release = ActiveRelease.open(version, config.deployment(), config.workspace());
    return Optional.of(
        MonitoringService.known(snapshot, release.target(), config.monitoring(), folder, clock));
  }
}
