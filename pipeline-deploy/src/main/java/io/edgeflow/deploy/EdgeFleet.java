package io.edgeflow.deploy;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.fleet.LivingFleet;
import io.edgeflow.deploy.fleet.LocalFleet;
import io.edgeflow.deploy.trust.KeyFolder;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The devices that a configuration speaks of: its targets, or else the local fleet, which runs
 * while this is open.
 *
 * <pre>{@code
 * try (EdgeFleet fleet = EdgeFleet.launch(config, workspace)) {
 *   fleet.client().targets().forEach(t -> System.out.println(fleet.client().status(t)));
 * }
 * }</pre>
 */
public final class EdgeFleet implements AutoCloseable {
  private final KeyFolder keys;
  private final List<DeploymentTarget> elsewhere;
  private final Optional<LocalFleet> local;
  private final BooleanSupplier up;
  private @Nullable FleetClient client;

  private EdgeFleet(
      KeyFolder keys,
      List<DeploymentTarget> elsewhere,
      Optional<LocalFleet> local,
      BooleanSupplier up) {
    this.keys = keys;
    this.elsewhere = elsewhere;
    this.local = local;
    this.up = up;
  }

  /**
   * The configured targets, or the local fleet with the models it had when it stopped. Does not
   * wait for it: whoever asks for {@link #client} waits, and is told what went wrong.
   *
   * @throws io.edgeflow.core.error.PipelineException if the local fleet cannot be launched
   */
  public static EdgeFleet launch(DeployConfig config, Workspace workspace) {
    KeyFolder keys = keys(config, workspace);
    if (!config.targets().isEmpty()) {
      return new EdgeFleet(keys, config.targets(), Optional.empty(), () -> true);
    }
    LocalFleet local =
        LocalFleet.launch(
            workspace.fleet(), config.localFleet(), config.packaging().product(), keys);
    return new EdgeFleet(keys, List.of(), Optional.of(local), local::isAlive);
  }

  /**
   * The local fleet that another owner keeps up; closing this leaves it alone.
   *
   * @return empty while there is none that answers
   * @throws io.edgeflow.core.error.PipelineException of kind CONFIG if it has other devices than
   *     configured
   */
  public static Optional<EdgeFleet> attach(DeployConfig config, Workspace workspace) {
    return LivingFleet.find(workspace.fleet(), config.localFleet())
        .map(
            living ->
                new EdgeFleet(
                    keys(config, workspace), living.targets(), Optional.empty(), living::lives));
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
   * @throws io.edgeflow.core.error.PipelineException if the local fleet does not start, or if
   *     development keys meet a target that is not on this machine
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
    return up.getAsBoolean();
  }

  /** Stops the local fleet of its own; targets elsewhere and another owner's fleet go on. */
  @Override
  public void close() {
    local.ifPresent(LocalFleet::close);
  }
}
