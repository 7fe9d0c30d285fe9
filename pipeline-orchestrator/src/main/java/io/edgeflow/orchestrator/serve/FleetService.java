package io.edgeflow.orchestrator.serve;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.EdgeFleet;
import io.edgeflow.monitor.MonitoringService;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the fleet up and watched until closed: the local agents with the models that they had, and
 * the status server. Holds the workspace's lock, because a run would start the same agents.
 */
public final class FleetService implements AutoCloseable {
  private final WorkspaceLock lock;
  private final EdgeFleet fleet;
  private final MonitoringService monitoring;
  private final ActiveRelease release;

  private FleetService(
      WorkspaceLock lock, EdgeFleet fleet, MonitoringService monitoring, ActiveRelease release) {
    this.lock = lock;
    this.fleet = fleet;
    this.monitoring = monitoring;
    this.release = release;
  }

  /**
   * Starts the agents and the status server.
   *
   * @throws io.edgeflow.core.error.PipelineException if nothing was deployed yet, the port is taken
   *     or the workspace is locked
   */
  public static FleetService start(WorkflowConfig config) {
    WorkspaceLock lock = WorkspaceLock.take(config.workspace(), "edgeflow serve");
    try {
      EdgeFleet fleet = EdgeFleet.open(config.deployment(), config.workspace());
      try {
        ActiveRelease release = ActiveRelease.of(fleet, config.deployment(), config.workspace());
        return new FleetService(lock, fleet, watch(config, fleet, release), release);
      } catch (RuntimeException e) {
        fleet.close();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static MonitoringService watch(
      WorkflowConfig config, EdgeFleet fleet, ActiveRelease release) {
    return MonitoringService.start(
        config.monitoring(),
        fleet.client(),
        release.baseline(),
        release.target(),
        Optional.of(release.modelSha256()),
        config.workspace().root().resolve("monitor"),
        Clock.systemUTC());
  }

  /** The status page. */
  public URI statusPage() {
    return monitoring.uri();
  }

  /** The devices. */
  public List<DeploymentTarget> devices() {
    return fleet.client().targets();
  }

  /** What they should run. */
  public ActiveRelease release() {
    return release;
  }

  @Override
  public void close() {
    monitoring.close();
    fleet.close();
    lock.close();
  }
}
