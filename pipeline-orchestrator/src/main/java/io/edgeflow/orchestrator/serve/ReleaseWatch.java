package io.edgeflow.orchestrator.serve;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.EdgeFleet;
import io.edgeflow.monitor.Expected;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a fleet should run: the newest release that a device runs. While a rollout is at work, the
 * one before it is what answers are measured against, and devices may run either.
 */
final class ReleaseWatch implements Supplier<Expected> {
  private final EdgeFleet fleet;
  private final DeployConfig config;
  private final Workspace workspace;
  private final BooleanSupplier rollsOut;
  private volatile ActiveRelease release;

  ReleaseWatch(
      EdgeFleet fleet, DeployConfig config, Workspace workspace, BooleanSupplier rollsOut) {
    this.fleet = fleet;
    this.config = config;
    this.workspace = workspace;
    this.rollsOut = rollsOut;
    this.release = ActiveRelease.of(fleet, config, workspace);
  }

  ActiveRelease release() {
    return release;
  }

  @Override
  public Expected get() {
    boolean changing = rollsOut.getAsBoolean();
    if (!changing) {
      long version = ActiveRelease.version(fleet);
      if (version > 0 && version != release.version()) {
        release = ActiveRelease.open(version, config, workspace);
      }
    }
    Optional<String> model = changing ? Optional.empty() : Optional.of(release.modelSha256());
    return new Expected(release.baseline(), release.target(), model);
  }
}
