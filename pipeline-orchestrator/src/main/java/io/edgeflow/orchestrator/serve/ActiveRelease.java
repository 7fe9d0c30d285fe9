package io.edgeflow.orchestrator.serve;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.EdgeFleet;
import io.edgeflow.deploy.bundle.Bundle;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.ReleaseStore;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest release that a fleet runs, verified.
 *
 * @param modelSha256 of the model file in it
 * @param baseline what drift is measured against
 * @param target what its answers are
 */
public record ActiveRelease(long version, String modelSha256, Baseline baseline, Target target) {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveRelease.class);

  /**
   * Asks the devices which release they run and opens it.
   *
   * @throws PipelineException if no device runs one, or its folder is missing or was changed
   */
  public static ActiveRelease of(EdgeFleet fleet, DeployConfig config, Workspace workspace) {
    long version = version(fleet);
    if (version == 0) {
      throw PipelineException.failed("No device of the fleet runs a model")
          .where(workspace.root())
          .remedy("edgeflow run deploys one")
          .build();
    }
    return open(version, config, workspace);
  }

  /** The highest version that a device runs; 0 when none runs any. */
  static long version(EdgeFleet fleet) {
    return fleet.client().targets().stream()
        .mapToLong(target -> activeVersion(fleet.client(), target))
        .max()
        .orElse(0);
  }

  /**
   * Opens a release of the workspace and verifies it.
   *
   * @throws PipelineException if its folder is missing or was changed
   */
  static ActiveRelease open(long version, DeployConfig config, Workspace workspace) {
    Release release = new ReleaseStore(workspace.releases()).open(version);
    try {
      ReleaseStatement statement =
          release.signed().verify(EdgeFleet.keys(config, workspace).releaseKey());
      return opened(release, statement, workspace);
    } catch (RefusedException | IOException e) {
      throw PipelineException.failed("The release that the fleet runs cannot be trusted or read")
          .found(String.valueOf(e.getMessage()))
          .where(release.folder())
          .remedy("edgeflow run packages and deploys anew")
          .cause(e)
          .build();
    }
  }

  /** A device that does not answer is the monitor's business. */
  private static long activeVersion(FleetClient client, DeploymentTarget target) {
    try {
      return client.status(target).activeVersion();
    } catch (PipelineException e) {
      LOG.warn("{}", e.getMessage());
      return 0;
    }
  }

  private static ActiveRelease opened(
      Release release, ReleaseStatement statement, Workspace workspace)
      throws RefusedException, IOException {
    Path scratch = workspace.artifacts().scratch();
    try {
      Bundle bundle =
          Bundle.unpack(release.bundle(), statement, scratch, scratch.toFile().getUsableSpace());
      return new ActiveRelease(
          statement.version(),
          statement.modelSha256(),
          bundle.baseline(),
          bundle.inference().target());
    } finally {
      FileTree.delete(scratch);
    }
  }
}
