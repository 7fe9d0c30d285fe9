package io.edgeflow.deploy;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.fleet.LocalFleet;
import io.edgeflow.deploy.trust.KeyFolder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final KeyFolder keys;
  private final List<DeploymentTarget> elsewhere;
  private final Optional<LocalFleet> local;
  private @Nullable FleetClient client;

  private EdgeFleet(KeyFolder keys, List<DeploymentTarget> elsewhere, Optional<LocalFleet> local) {
    this.keys = keys;
    this.elsewhere = elsewhere;
    this.local = local;
  }

  /**
   * Connects to the targets, or starts the local fleet with the models it had when it stopped.
   *
   * @throws io.edgeflow.core.error.PipelineException if the local fleet does not start, or if
   *     development keys meet a target that is not on this machine
   */
  public static EdgeFleet open(DeployConfig config, Workspace workspace) {
    EdgeFleet fleet = launch(config, workspace);
    try {
      fleet.client();
      return fleet;
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  /**
   * The same without waiting for the local fleet: whoever asks for {@link #client} waits, and is
   * told what went wrong.
   *
   * @throws io.edgeflow.core.error.PipelineException if the local fleet cannot be launched
   */
  public static EdgeFleet launch(DeployConfig config, Workspace workspace) {
    KeyFolder keys = keys(config, workspace);
    return config.targets().isEmpty()
        ? new EdgeFleet(
            keys,
            List.of(),
            Optional.of(LocalFleet.launch(workspace.fleet(), config.localFleet(), keys)))
        : new EdgeFleet(keys, config.targets(), Optional.empty());
  }

  /** The configured keys, or the workspace's development keys, which the first call makes. */
  public static KeyFolder keys(DeployConfig config, Workspace workspace) {
    return config.keys() == null
        ? KeyFolder.development(workspace.keys())
        : KeyFolder.open(config.keys());
  }

  /**
   * Speaks to the devices; waits until those of a local fleet answer.
   *
   * @throws io.edgeflow.core.error.PipelineException as {@link #open}
   */
  public synchronized FleetClient client() {
    FleetClient known = client;
    if (known == null) {
      known = new FleetClient(local.map(LocalFleet::targets).orElse(elsewhere), keys);
      client = known;
    }
    return known;
  }

  /** Whether a local fleet's process has not ended; true for targets elsewhere. */
  public boolean isUp() {
    return local.map(LocalFleet::isAlive).orElse(true);
  }

  /** Stops the local fleet; targets elsewhere go on. */
  @Override
  public void close() {
    local.ifPresent(LocalFleet::close);
  }
}
