package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes a device until it is healthy or the retries are used up. */
final class HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private final FleetClient client;
  private final RolloutPlan plan;
  private final Sleeper sleeper;

  HealthCheck(FleetClient client, RolloutPlan plan, Sleeper sleeper) {
    this.client = client;
    this.plan = plan;
    this.sleeper = sleeper;
  }

  /**
   * What the last probe showed.
   *
   * @param detail empty when it is healthy
   */
  record Probe(boolean active, boolean healthy, String detail) {
    /** Why it is not healthy; empty when it is. */
    Optional<TargetError> problem() {
      TargetError unreachable = new TargetError.Unreachable();
      return detail.isEmpty()
          ? Optional.empty()
          : Optional.of(
              detail.equals(unreachable.id()) ? unreachable : new TargetError.Unhealthy(detail));
    }
  }

  /** Whether the device runs the bundle and its model answers the golden rows. */
  Probe probe(DeploymentTarget target, String bundleSha256) {
    try {
      return repeat(() -> once(target, bundleSha256));
    } catch (InterruptedException e) {
      throw Rollout.interrupted(e);
    }
  }

  private Probe repeat(Supplier<Probe> once) throws InterruptedException {
    Probe probe = once.get();
    for (int retry = 0; retry < plan.maxRetries() && !probe.detail().isEmpty(); retry++) {
      sleeper.sleep(plan.healthCheckInterval());
      probe = once.get();
    }
    return probe;
  }

  private Probe once(DeploymentTarget target, String bundleSha256) {
    try {
      DeviceStatus status = client.status(target);
      if (!status.runs(bundleSha256)) {
        return new Probe(false, false, "runs version " + status.activeVersion());
      }
      HealthReport health = client.health(target);
      return new Probe(true, health.healthy(), health.detail());
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      LOG.debug("{} did not answer", target.id(), e);
      return new Probe(false, false, new TargetError.Unreachable().id());
    }
  }
}
