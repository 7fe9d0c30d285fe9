package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.EdgeFleet;
import org.jspecify.annotations.Nullable;

/** The one owner of the fleet's life within a run: opened when first asked for, closed once. */
final class FleetOwner implements AutoCloseable {
  private final DeployConfig config;
  private final Workspace workspace;
  private @Nullable EdgeFleet fleet;

  FleetOwner(DeployConfig config, Workspace workspace) {
    this.config = config;
    this.workspace = workspace;
  }

  EdgeFleet fleet() {
    EdgeFleet open = fleet;
    if (open == null) {
      open = EdgeFleet.open(config, workspace);
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
