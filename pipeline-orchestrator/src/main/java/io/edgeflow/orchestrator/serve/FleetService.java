package io.edgeflow.orchestrator.serve;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.monitor.MonitoringService;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Keeps the fleet up and watched until closed: the local agents with the models that they had, and
 * the status server, which shows from the start what was known before. Holds the fleet's lock; a
 * run beside it attaches to the fleet, and what it rolls out is watched from then on.
 */
public final class FleetService implements AutoCloseable {
  private final WorkspaceFleet kept;
  private final MonitoringService monitoring;
  private final ReleaseWatch watch;

  private FleetService(WorkspaceFleet kept, MonitoringService monitoring, ReleaseWatch watch) {
    this.kept = kept;
    this.monitoring = monitoring;
    this.watch = watch;
  }

  /**
   * Starts the status server, then the agents, and polls them.
   *
   * @throws PipelineException if nothing was deployed yet, the port is taken or another process
   *     keeps the fleet
   */
  public static FleetService start(WorkflowConfig config) {
    WorkspaceFleet kept =
        WorkspaceFleet.keep(config.deployment(), config.workspace(), "edgeflow serve");
    try {
      return start(config, kept);
    } catch (RuntimeException e) {
      kept.close();
      throw e;
    }
  }

  private static FleetService start(WorkflowConfig config, WorkspaceFleet kept) {
    Workspace workspace = config.workspace();
    Path folder = workspace.root().resolve("monitor");
    Clock clock = Clock.systemUTC();
    WorkspaceActivity activity = new WorkspaceActivity(workspace);
    MonitoringService monitoring =
        MonitoringService.open(
            config.monitoring(),
            folder,
            LastKnown.of(config, folder, activity, clock),
            activity::now,
            clock);
    try {
      ReleaseWatch watch =
          new ReleaseWatch(kept.fleet(), config.deployment(), workspace, activity::rollsOut);
      monitoring.watch(kept.fleet().client(), watch);
      return new FleetService(kept, monitoring, watch);
    } catch (RuntimeException e) {
      monitoring.close();
      throw e;
    }
  }

  /** The status page. */
  public URI statusPage() {
    return monitoring.uri();
  }

  /** The devices. */
  public List<DeploymentTarget> devices() {
    return kept.fleet().client().targets();
  }

  /** What they should run. */
  public ActiveRelease release() {
    return watch.release();
  }

  @Override
  public void close() {
    monitoring.close();
    kept.close();
  }
}
