package io.edgeflow.deploy.rollout;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.target.DeploymentTarget;
import java.time.Duration;
import java.util.List;

/**
 * How a rollout goes about.
 *
 * @param canaryPercentage the share of the targets that comes first, rounded up, in (0, 100]
 * @param bake how long each wave is watched before it is judged
 * @param minInferences the fewest replayed rows a device for a judgement
 * @param maxInferences the most, while fewer tell too little
 * @param healthCheckInterval between two probes of a device
 * @param maxRetries how often a failed health check is repeated
 * @param tolerance how many targets may be missed
 */
public record RolloutPlan(
    int canaryPercentage,
    Duration bake,
    int minInferences,
    int maxInferences,
    Duration healthCheckInterval,
    int maxRetries,
    Tolerance tolerance) {
  private static final Field<String> STRATEGY =
      Field.choice("strategy", "canary", List.of("canary"), "how a release spreads");

  /** The share of targets that comes first. */
  public static final Field<Integer> CANARY_PERCENTAGE =
      Field.integer("canary_percentage", 10, 1, 100, "the share of targets that comes first")
          .in("%");

  /** How long each wave is watched before it is judged. */
  public static final Field<Duration> ROLLOUT_DURATION =
      Field.seconds(
          "rollout_duration",
          Duration.ofSeconds(5),
          0,
          604_800,
          "how long each wave is watched before it is judged");

  /** Replayed rows a device for a judgement. */
  public static final Field<Integer> MIN_INFERENCES =
      Field.integer("min_inferences", 200, 1, 1_000_000, "replayed rows a device for a judgement");

  /** Replayed rows a device, while fewer tell too little. */
  public static final Field<Integer> MAX_INFERENCES =
      Field.integer(
          "max_inferences",
          1600,
          1,
          1_000_000,
          "replayed rows a device while fewer tell too little; not below min_inferences");

  /** The share of the targets that may be away when a rollout starts. */
  public static final Field<Integer> MAX_UNAVAILABLE =
      Field.integer(
              "max_unavailable",
              10,
              0,
              100,
              "of the targets may be away at the start, rounded down; a later run delivers to them")
          .in("%");

  /** The share of the targets that may fail on the way. */
  public static final Field<Integer> MAX_FAILURES =
      Field.integer(
              "max_failures",
              10,
              0,
              100,
              "of the targets may fail on the way and are taken back alone, rounded down")
          .in("%");

  /** The keys of {@code edge_deployment.deployment}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          STRATEGY,
          CANARY_PERCENTAGE,
          ROLLOUT_DURATION,
          MIN_INFERENCES,
          MAX_INFERENCES,
          MAX_UNAVAILABLE,
          MAX_FAILURES);

  private static final int PERCENT = 100;

  /** Checks the ranges. */
  public RolloutPlan {
    if (canaryPercentage < 1 || canaryPercentage > PERCENT || minInferences < 1 || maxRetries < 0) {
      throw new IllegalArgumentException(
          canaryPercentage + " %, " + minInferences + " inferences, " + maxRetries + " retries");
    }
  }

  /** Reads the plan of {@link #FIELDS} and, for the probes, {@link ValidationConfig#FIELDS}. */
  public static RolloutPlan from(Section deployment, Section validation) {
    return new RolloutPlan(
        deployment.get(CANARY_PERCENTAGE),
        deployment.get(ROLLOUT_DURATION),
        deployment.get(MIN_INFERENCES),
        Math.max(deployment.get(MIN_INFERENCES), deployment.get(MAX_INFERENCES)),
        validation.get(ValidationConfig.HEALTH_CHECK_INTERVAL),
        validation.get(ValidationConfig.MAX_RETRIES),
        new Tolerance(deployment.get(MAX_UNAVAILABLE), deployment.get(MAX_FAILURES)));
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
