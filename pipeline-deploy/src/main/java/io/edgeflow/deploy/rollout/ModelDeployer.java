package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.Answer;
import io.edgeflow.deploy.fleet.Answer.Refused;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.VersionRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one release to one device at a time: stage, then activate. Its commands to a device are
 * numbered on from the last one that the device took, so that one which comes late does nothing.
 * Thread-safe.
 */
public final class ModelDeployer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelDeployer.class);

  private final FleetClient client;
  private final RolloutTimeline timeline;
  private final Map<String, AtomicLong> sequences = new ConcurrentHashMap<>();

  /**
   * A deployer that writes each step to the timeline.
   *
   * @param before the status of each target, by its id
   */
  public ModelDeployer(
      FleetClient client, RolloutTimeline timeline, Map<String, DeviceStatus> before) {
    this.client = client;
    this.timeline = timeline;
    before.forEach((id, status) -> sequences.put(id, new AtomicLong(status.sequence())));
  }

  /**
   * Sends a release and activates it; a device that has it already is left as it is.
   *
   * @return what went wrong; empty when the release is active
   */
  public Optional<TargetError> deploy(DeploymentTarget target, Release release, long version) {
    return step(
            timeline::record,
            target,
            "staged",
            version,
            next -> client.stage(target, release, next.sequence()))
        .or(
            () ->
                step(
                    timeline::record,
                    target,
                    "activated",
                    version,
                    next -> client.activate(target, next)));
  }

  /**
   * Tells a device that its version was judged good.
   *
   * @return what went wrong; empty when the device knows
   */
  public Optional<TargetError> accept(DeploymentTarget target, long version) {
    return step(timeline::note, target, "accepted", version, next -> client.accept(target, next));
  }

  /**
   * Makes a device leave a version for the last one that was judged good, or for none.
   *
   * @return what went wrong; empty when it has left
   */
  public Optional<TargetError> rollBack(DeploymentTarget target, long version) {
    return step(
        timeline::note, target, "rolled_back", version, next -> client.rollback(target, next));
  }

  private Optional<TargetError> step(
      BiConsumer<String, Map<String, String>> journal,
      DeploymentTarget target,
      String name,
      long version,
      Function<VersionRequest, Answer<DeviceStatus>> step) {
    AtomicLong sequence = sequences.computeIfAbsent(target.id(), id -> new AtomicLong());
    VersionRequest next = new VersionRequest(version, sequence.incrementAndGet());
    Optional<TargetError> error = attempt(target, () -> step.apply(next));
    Map<String, String> about = new TreeMap<>();
    about.put("target", target.id());
    about.put("version", Long.toString(version));
    error.ifPresent(
        failure -> {
          about.put("step", name);
          about.put("error", failure.id());
          about.put("detail", failure.detail());
        });
    journal.accept(error.isPresent() ? "target.refused" : "target." + name, about);
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
