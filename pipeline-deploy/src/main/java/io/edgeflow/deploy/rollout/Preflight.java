package io.edgeflow.deploy.rollout;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every target before anything is sent: which answer, and whether they can run the release. A
 * target whose model of now is not healthy takes part: the release may be its cure.
 */
public final class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  private final FleetClient client;
  private final Tolerance tolerance;

  /** A check of a client's targets, of which some may be away. */
  public Preflight(FleetClient client, Tolerance tolerance) {
    this.client = client;
    this.tolerance = tolerance;
  }

  private record Found(DeploymentTarget target, Optional<DeviceStatus> status) {}

  /**
   * What each target that answers runs now, by its id; the others are pending.
   *
   * @throws PipelineException naming every target that cannot run the release, or those that do not
   *     answer when they are too many
   */
  public Map<String, DeviceStatus> check(Format format) {
    List<DeploymentTarget> targets = client.targets();
    if (targets.isEmpty()) {
      throw PipelineException.failed("There is no target to deploy to").build();
    }
    Map<String, DeviceStatus> statuses = new TreeMap<>();
    try (Fanout fanout = new Fanout(targets.size())) {
      for (Found found : fanout.over(targets, this::find)) {
        found.status().ifPresent(status -> statuses.put(found.target().id(), status));
      }
    } catch (InterruptedException e) {
      throw Rollout.interrupted(e);
    }
    requireFormat(statuses, format);
    requireEnough(targets, statuses);
    return Collections.unmodifiableMap(statuses);
  }

  private static void requireFormat(Map<String, DeviceStatus> statuses, Format format) {
    String problems =
        statuses.entrySet().stream()
            .filter(one -> !one.getValue().formats().contains(format))
            .map(
                one ->
                    "\n    %s: has no runtime for %s, only for %s"
                        .formatted(one.getKey(), format, one.getValue().formats()))
            .collect(Collectors.joining());
    if (!problems.isEmpty()) {
      throw PipelineException.failed("Some targets cannot take part in a deployment")
          .found(problems)
          .remedy("mend them, or take them out of edge_deployment.targets")
          .build();
    }
  }

  private void requireEnough(List<DeploymentTarget> targets, Map<String, DeviceStatus> statuses) {
    int most = tolerance.unavailable(targets.size());
    if (statuses.isEmpty() || targets.size() - statuses.size() > most) {
      throw PipelineException.failed(
              "Too many targets do not answer, so the rollout does not start")
          .found(
              targets.stream()
                  .map(DeploymentTarget::id)
                  .filter(id -> !statuses.containsKey(id))
                  .collect(Collectors.joining(", ")))
          .limit(
              "%d of %d targets, %d %%".formatted(most, targets.size(), tolerance.maxUnavailable()))
          .where("edge_deployment.deployment.max_unavailable")
          .remedy("see whether their agents run, allow more to be away, or take them out")
          .build();
    }
  }

  private Found find(DeploymentTarget target) {
    try {
      return new Found(target, Optional.of(client.status(target)));
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      LOG.warn("{} is pending: {}", target.id(), e.getMessage());
      return new Found(target, Optional.empty());
    }
  }
}
