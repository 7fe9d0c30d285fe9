package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a device until it is well or the retries are used up. */
final class HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private final FleetClient client;
  private final RolloutPlan plan;
  private final Waiter waiter;

  HealthCheck(FleetClient client, RolloutPlan plan, Waiter waiter) {
    this.client = client;
    this.plan = plan;
    this.waiter = waiter;
  }

  /**
   * What the last look showed.
   *
   * @param detail empty when it is well
   */
  record Look(boolean active, boolean healthy, String detail) {}

  /** Whether the device runs the bundle and its model answers the golden rows. */
  Look look(DeploymentTarget target, String bundleSha256) throws InterruptedException {
    return repeat(() -> once(target, bundleSha256));
  }

  private Look repeat(Supplier<Look> once) throws InterruptedException {
    Look look = once.get();
    for (int retry = 0; retry < plan.maxRetries() && !look.detail().isEmpty(); retry++) {
      waiter.pause(plan.healthCheckInterval());
      look = once.get();
    }
    return look;
  }

  private Look once(DeploymentTarget target, String bundleSha256) {
    try {
      DeviceStatus status = client.status(target);
      if (!status.runs(bundleSha256)) {
        return new Look(false, false, "runs version " + status.activeVersion());
      }
      HealthReport health = client.health(target);
      return new Look(true, health.healthy(), health.detail());
    } catch (PipelineException e) {
      if (e.kind() == PipelineException.Kind.INTERRUPTED) {
        throw e;
      }
      LOG.debug("{} did not answer", target.id(), e);
      return new Look(false, false, "unreachable");
    }
  }
}
