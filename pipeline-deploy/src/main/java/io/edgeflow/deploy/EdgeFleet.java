package io.edgeflow.deploy;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.fleet.LocalFleet;
import io.edgeflow.deploy.trust.KeyFolder;
import java.util.List;
import java.util.Optional;

/**
 * The devices that a configuration speaks of: its targets, or else the local fleet, which runs
 * while this is open.
 *
 * <pre>{@code
 * try (EdgeFleet fleet = EdgeFleet.open(config, workspace)) {
 *   fleet.client().targets().forEach(t -> System.out.println(fleet.client().status(t)));
 * }
 * }</pre>
 */
public final class EdgeFleet implements AutoCloseable {
  private final FleetClient client;
  private final Optional<LocalFleet> local;

  private EdgeFleet(FleetClient client, Optional<LocalFleet> local) {
    this.client = client;
    this.local = local;
  }

  /**
   * Connects to the targets, or starts the local fleet with the models it had when it stopped.
   *
   * @throws io.edgeflow.core.error.PipelineException if the local fleet does not start, or if
   *     development keys meet a target that is not on this machine
   */
  public static EdgeFleet open(DeployConfig config, Workspace workspace) {
    KeyFolder keys = keys(config, workspace);
    if (!config.targets().isEmpty()) {
      return new EdgeFleet(new FleetClient(config.targets(), keys), Optional.empty());
    }
    LocalFleet fleet = LocalFleet.start(workspace.fleet(), config.localFleet(), keys);
    List<DeploymentTarget> targets = fleet.targets();
    return new EdgeFleet(new FleetClient(targets, keys), Optional.of(fleet));
  }

  /** The configured keys, or the workspace's development keys, which the first call makes. */
  public static KeyFolder keys(DeployConfig config, Workspace workspace) {
    return config.keys() == null
        ? KeyFolder.development(workspace.keys())
        : KeyFolder.open(config.keys());
  }

  /** Speaks to the devices. */
  public FleetClient client() {
    return client;
  }

  /** Stops the local fleet; targets elsewhere go on. */
  @Override
  public void close() {
    local.ifPresent(LocalFleet::close);
  }
}
