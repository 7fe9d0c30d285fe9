package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.util.Optional;

/** How one target leaves a release for what it ran before. */
record TargetRollback(
    FleetClient client, ModelDeployer deployer, Rollout.Order order, Outcomes outcomes) {
  /** Rolls it back; false where it still has the release, or that cannot be told. */
  boolean rollBack(DeploymentTarget target) {
    Optional<TargetError> error = deployer.rollBack(target, order.version());
    error.ifPresent(failure -> outcomes.keep(target.id(), failure));
    boolean overtaken = error.filter(TargetRollback::isOvertaken).isPresent();
    if (error.isPresent() && !overtaken) {
      return false;
    }
    try {
      DeviceStatus now = client.status(target);
      return overtaken ? !now.runs(order.bundleSha256()) : isBack(target, now.activeVersion());
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      return false;
    }
  }

  private boolean isBack(DeploymentTarget target, long now) {
    DeviceStatus before = order.before().get(target.id());
    return now != order.version()
        && (now == goodBefore(target)
            || (before != null && before.activeVersion() == order.version()));
  }

  /** Another manager commands the device by now: what it runs is that one's to say. */
  private static boolean isOvertaken(TargetError error) {
    return error instanceof TargetError.Refused refused
        && refused.refusal() == Refusal.LATE_COMMAND;
  }

  /** What a device goes back to: a canary that nobody judged is not what it ran. */
  private long goodBefore(DeploymentTarget target) {
    DeviceStatus before = order.before().get(target.id());
    return before == null ? 0 : before.goodVersion();
  }
}
