package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.Answer;
import io.edgeflow.deploy.fleet.Answer.Refused;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one release to one device at a time: stage, then activate. Thread-safe. */
public final class ModelDeployer {
  static final String NONE = "none";
  static final String UNREACHABLE = "unreachable";
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
   * @return {@code none}, a refusal's name, or {@code unreachable}
   */
  public String deploy(DeploymentTarget target, Release release, long version) {
    String error = step(target, "staged", version, () -> client.stage(target, release));
    return error.equals(NONE)
        ? step(target, "activated", version, () -> client.activate(target, version))
        : error;
  }

  /**
   * Makes a device leave a version for the one before, or for none.
   *
   * @return {@code none}, a refusal's name, or {@code unreachable}
   */
  public String rollBack(DeploymentTarget target, long version) {
    return step(target, "rolled_back", version, () -> client.rollback(target, version));
  }

  private interface Step {
    Answer<DeviceStatus> take();
  }

  private String step(DeploymentTarget target, String name, long version, Step step) {
    String error;
    String detail = "";
    try {
      Answer<DeviceStatus> answer = step.take();
      error = answer instanceof Refused<DeviceStatus> no ? no.refusal().id() : NONE;
      detail = answer instanceof Refused<DeviceStatus> no ? no.detail() : "";
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      LOG.warn("{} is unreachable", target.id(), e);
      error = UNREACHABLE;
    }
    Map<String, String> about = Map.of("target", target.id(), "version", Long.toString(version));
    timeline.record(
        error.equals(NONE) ? "target." + name : "target.refused",
        error.equals(NONE)
            ? about
            : Map.of(
                "target", target.id(),
                "version", Long.toString(version),
                "step", name,
                "error", error,
                "detail", detail));
    return error;
  }
}
