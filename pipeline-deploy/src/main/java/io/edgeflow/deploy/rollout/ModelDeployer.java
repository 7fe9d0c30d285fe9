package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.Answer;
import io.edgeflow.deploy.fleet.Answer.Refused;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one release to one device at a time: stage, then activate. Thread-safe. */
public final class ModelDeployer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelDeployer.class);

  private final FleetClient client;
  private final RolloutTimeline timeline;

  /** A deployer that writes each step to the timeline. */
  public ModelDeployer(FleetClient client, RolloutTimeline timeline) {
    this.client = client;
    this.timeline = timeline;
  }

  /**
   * Sends a release and activates it; a device that has it already is left as it is.
   *
   * @return what went wrong; empty when the release is active
   */
  public Optional<TargetError> deploy(DeploymentTarget target, Release release, long version) {
    return step(target, "staged", version, () -> client.stage(target, release))
        .or(() -> step(target, "activated", version, () -> client.activate(target, version)));
  }

  /**
   * Makes a device leave a version for the one before, or for none.
   *
   * @return what went wrong; empty when it has left
   */
  public Optional<TargetError> rollBack(DeploymentTarget target, long version) {
    return step(target, "rolled_back", version, () -> client.rollback(target, version));
  }

  private Optional<TargetError> step(
      DeploymentTarget target, String name, long version, Supplier<Answer<DeviceStatus>> step) {
    Optional<TargetError> error = attempt(target, step);
    Map<String, String> about = new TreeMap<>();
    about.put("target", target.id());
    about.put("version", Long.toString(version));
    error.ifPresent(
        failure -> {
          about.put("step", name);
          about.put("error", failure.id());
          about.put("detail", failure.detail());
        });
    timeline.record(error.isPresent() ? "target.refused" : "target." + name, about);
    return error;
  }

  private static Optional<TargetError> attempt(
      DeploymentTarget target, Supplier<Answer<DeviceStatus>> step) {
    try {
      return step.get() instanceof Refused<DeviceStatus> no
          ? Optional.of(new TargetError.Refused(no.refusal(), no.detail()))
          : Optional.empty();
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      LOG.warn("{} is unreachable", target.id(), e);
      return Optional.of(new TargetError.Unreachable());
    }
  }
}
