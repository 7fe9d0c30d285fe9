package io.edgeflow.deploy.rollout;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks every target before anything is sent: reachable, capable and healthy. */
public final class Preflight {
  private final FleetClient client;

  /** A check of a client's targets. */
  public Preflight(FleetClient client) {
    this.client = client;
  }

  private record Found(String id, @Nullable DeviceStatus status, String problem) {}

  /**
   * What each target runs now, by its id.
   *
   * @throws PipelineException naming every target that cannot take part
   */
  public Map<String, DeviceStatus> check(Format format) {
    List<DeploymentTarget> targets = client.targets();
    if (targets.isEmpty()) {
      throw PipelineException.failed("There is no target to deploy to").build();
    }
    Map<String, DeviceStatus> statuses = new TreeMap<>();
    StringBuilder problems = new StringBuilder();
    try (Fanout fanout = new Fanout(targets.size())) {
      for (Found found : fanout.over(targets, target -> find(target, format))) {
        if (found.status() != null) {
          statuses.put(found.id(), found.status());
        }
        if (!found.problem().isEmpty()) {
          problems.append("\n    ").append(found.id()).append(": ").append(found.problem());
        }
      }
    } catch (InterruptedException e) {
      throw Rollout.interrupted(e);
    }
    if (!problems.isEmpty()) {
      throw PipelineException.failed("Some targets cannot take part in a deployment")
          .found(problems)
          .remedy("mend them, or take them out of edge_deployment.targets")
          .build();
    }
    return Collections.unmodifiableMap(statuses);
  }

  /** A device that does not answer keeps no other one from being named. */
  private Found find(DeploymentTarget target, Format format) {
    try {
      return asked(target, format);
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      return new Found(target.id(), null, String.valueOf(e.getMessage()));
    }
  }

  private Found asked(DeploymentTarget target, Format format) {
    DeviceStatus status = client.status(target);
    String problem = "";
    if (!status.formats().contains(format)) {
      problem = "has no runtime for " + format + ", only for " + status.formats();
    } else if (status.active() != null) {
      HealthReport health = client.health(target);
      problem = health.healthy() ? "" : "is not healthy: " + health.detail();
    }
    return new Found(target.id(), status, problem);
  }
}
