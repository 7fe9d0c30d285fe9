package io.edgeflow.deploy.rollout;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import java.time.Duration;
import java.util.List;

/**
 * What a device has to reach.
 *
 * @param successRate the smallest share of replayed rows that is answered, in [0, 1]
 * @param goldenAccuracy the smallest share of answers that agrees with the shipped file, in [0, 1]
 * @param p95LatencyMs the largest 95th percentile of the model's latency
 * @param allowInconclusive which of the three may be inconclusive, in a wave as in the gate
 */
public record ValidationConfig(
    double successRate, double goldenAccuracy, double p95LatencyMs, Allowance allowInconclusive) {
  /** The time between two probes of a device. */
  public static final Field<Duration> HEALTH_CHECK_INTERVAL =
      Field.seconds(
          "health_check_interval",
          Duration.ofSeconds(1),
          0.01,
          86_400,
          "between two probes of a device");

  /** How often a failed health check is repeated. */
  public static final Field<Integer> MAX_RETRIES =
      Field.integer("max_retries", 3, 0, 100, "of a failed health check");

  /** The smallest share of replayed rows that is answered. */
  public static final Field<Double> SUCCESS_RATE =
      Field.number("success_rate", 0.99, 0, 1, "replayed rows that must be answered")
          .in("ratio")
          .limit();

  /** The smallest share of answers that agrees with the shipped file. */
  public static final Field<Double> GOLDEN_ACCURACY =
      Field.number("golden_accuracy", 0.99, 0, 1, "answers that must agree with the shipped file's")
          .in("ratio")
          .limit();

  /** The largest 95th percentile of the model's latency on the device. */
  public static final Field<Double> P95_LATENCY_MS =
      Field.number("p95_latency_ms", 250.0, 0.001, 600_000, "of the model on the device")
          .in("ms")
          .limit();

  /** The checks that may be inconclusive. */
  public static final Field<List<String>> ALLOW_INCONCLUSIVE =
      Allowance.field(DeploymentValidator.MEASURED);

  /** The keys of {@code edge_deployment.validation}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          HEALTH_CHECK_INTERVAL,
          MAX_RETRIES,
          SUCCESS_RATE,
          GOLDEN_ACCURACY,
          P95_LATENCY_MS,
          ALLOW_INCONCLUSIVE);

  /** Reads the limits; what goes for the probes is {@link RolloutPlan}'s. */
  public static ValidationConfig from(Section section) {
    return new ValidationConfig(
        section.get(SUCCESS_RATE),
        section.get(GOLDEN_ACCURACY),
        section.get(P95_LATENCY_MS),
        Allowance.from(section, ALLOW_INCONCLUSIVE));
  }
}
