package io.edgeflow.deploy.rollout;

import io.edgeflow.core.target.DeploymentTarget;
import java.time.Duration;
import java.util.List;

/**
 * How a rollout goes about.
 *
 * @param canaryPercentage the share of the targets that comes first, rounded up, in (0, 100]
 * @param bake how long each wave is watched before it is judged
 * @param minInferences the fewest replayed rows a device for a judgement
 * @param healthCheckInterval between two probes of a device
 * @param maxRetries how often a failed health check is repeated
 */
public record RolloutPlan(
    int canaryPercentage,
    Duration bake,
    int minInferences,
    Duration healthCheckInterval,
    int maxRetries) {
  private static final int PERCENT = 100;

  /** Checks the ranges. */
  public RolloutPlan {
    if (canaryPercentage < 1 || canaryPercentage > PERCENT || minInferences < 1 || maxRetries < 0) {
      throw new IllegalArgumentException(
          canaryPercentage + " %, " + minInferences + " inferences, " + maxRetries + " retries");
    }
  }

  /**
   * Targets that are deployed to together.
   *
   * @param name {@code canary} or {@code fleet}
   */
  public record Wave(String name, List<DeploymentTarget> targets) {
    /** Copies the targets. */
    public Wave {
      targets = List.copyOf(targets);
    }
  }

  /** The canary, then the others if there are any. */
  public List<Wave> waves(List<DeploymentTarget> targets) {
    int canaries = (targets.size() * canaryPercentage + PERCENT - 1) / PERCENT;
    Wave canary = new Wave("canary", targets.subList(0, canaries));
    return canaries == targets.size()
        ? List.of(canary)
        : List.of(canary, new Wave("fleet", targets.subList(canaries, targets.size())));
  }

  /** How often each device of a wave is probed during the bake, at least once. */
  int probes() {
    long interval = Math.max(1, healthCheckInterval.toMillis());
    return (int) Math.max(1, Math.min(minInferences, bake.toMillis() / interval));
  }
}
