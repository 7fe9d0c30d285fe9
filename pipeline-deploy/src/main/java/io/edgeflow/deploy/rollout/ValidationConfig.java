package io.edgeflow.deploy.rollout;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import java.time.Duration;
import java.util.List;

/**
 * What the devices of a wave have to reach.
 *
 * @param successRate the smallest share of replayed rows that is answered, in [0, 1]
 * @param goldenAccuracy the share of answers that has to agree with the shipped file, in [0, 1)
 * @param confidence with which agreement is shown or ruled out, in (0, 1)
 * @param maxAccuracyLoss the largest loss of accuracy against the model before, in [0, 1]
 * @param p95LatencyMs the largest 95th percentile of the model's latency
 * @param p95Ratio the same relative to the model before on the same device
 * @param allowInconclusive which measures may be inconclusive, in a wave as in the gate
 */
public record ValidationConfig(
    double successRate,
    double goldenAccuracy,
    double confidence,
    double maxAccuracyLoss,
    double p95LatencyMs,
    double p95Ratio,
    Allowance allowInconclusive) {
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

  /**
   * The share of answers that has to agree with the shipped file. A share of 1 is shown by no
   * number of rows.
   */
  public static final Field<Double> GOLDEN_ACCURACY =
      Field.number(
              "golden_accuracy",
              0.98,
              0,
              0.9999,
              "share of all answers that must be shown to agree with the shipped file's")
          .in("ratio")
          .limit();

  /** With which agreement is shown, or ruled out. */
  public static final Field<Double> CONFIDENCE =
      Field.number(
              "confidence",
              0.95,
              0.5,
              0.9999,
              "of a wave's verdict: one below golden_accuracy passes with at most 1 minus this")
          .in("ratio")
          .limit();

  /** The largest loss of accuracy against the model before. */
  public static final Field<Double> MAX_ACCURACY_LOSS =
      Field.number(
              "max_accuracy_loss",
              0.01,
              0,
              1,
              "against the model before on the same labelled rows; more, and more than chance, fails")
          .in("ratio")
          .limit();

  /** The largest 95th percentile of the model's latency on the device. */
  public static final Field<Double> P95_LATENCY_MS =
      Field.number("p95_latency_ms", 250.0, 0.001, 600_000, "of the model on the device")
          .in("ms")
          .limit();

  /** The largest 95th percentile of the model's latency relative to the model before. */
  public static final Field<Double> P95_RATIO =
      Field.number(
              "p95_ratio",
              3.0,
              0.001,
              1_000_000,
              "of the model's latency to that of the model before on the same device, at least 1 ms")
          .in("ratio")
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
          CONFIDENCE,
          MAX_ACCURACY_LOSS,
          P95_LATENCY_MS,
          P95_RATIO,
          ALLOW_INCONCLUSIVE);

  /** Reads the limits; what goes for the probes is {@link RolloutPlan}'s. */
  public static ValidationConfig from(Section section) {
    return new ValidationConfig(
        section.get(SUCCESS_RATE),
        section.get(GOLDEN_ACCURACY),
        section.get(CONFIDENCE),
        section.get(MAX_ACCURACY_LOSS),
        section.get(P95_LATENCY_MS),
        section.get(P95_RATIO),
        Allowance.from(section, ALLOW_INCONCLUSIVE));
  }
}
