package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.EdgeFleet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of the fleet's life within a run: launched ahead or when first asked for, closed
 * once.
 */
final class FleetOwner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetOwner.class);

  private final DeployConfig config;
  private final Workspace workspace;
  private @Nullable EdgeFleet fleet;
  private boolean asked;

  FleetOwner(DeployConfig config, Workspace workspace) {
    this.config = config;
    this.workspace = workspace;
  }

  /** Launches the fleet, so that it is up by the time that a step asks for it. */
  void launchAhead() {
    try {
      fleet = EdgeFleet.launch(config, workspace);
    } catch (PipelineException e) {
      LOG.debug("The step that asks for the fleet tries again and tells why", e);
    }
  }

  /** The fleet; one that was launched ahead and ended before it was needed is launched again. */
  EdgeFleet fleet() {
    if (!asked && fleet != null && !fleet.isUp()) {
      close();
    }
    asked = true;
    EdgeFleet open = fleet;
    if (open == null) {
      open = EdgeFleet.launch(config, workspace);
      fleet = open;
    }
    return open;
  }

  @Override
  public void close() {
    if (fleet != null) {
      fleet.close();
      fleet = null;
    }
  }
}
