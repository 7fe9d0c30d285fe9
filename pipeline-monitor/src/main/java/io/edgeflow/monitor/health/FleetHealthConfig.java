package io.edgeflow.monitor.health;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import java.util.List;

/**
 * What a healthy fleet keeps.
 *
 * @param qualityRetention how much of the evaluator's quality live answers keep at least, see
 *     {@link io.edgeflow.core.metric.PrimaryMetric#retention}
 * @param minSamples fewest labelled answers that allow a verdict on quality
 * @param drift whether drift blocks
 * @param activeShare the smallest share of devices that answer and have a model loaded, in [0, 1]
 * @param p95LatencyMs the largest 95th percentile of the model's latency on any device
 * @param allowInconclusive which checks may be inconclusive
 */
public record FleetHealthConfig(
    double qualityRetention,
    int minSamples,
    boolean drift,
    double activeShare,
    double p95LatencyMs,
    Allowance allowInconclusive) {
  /** How much of the evaluator's quality live answers keep at least. */
  public static final Field<Double> QUALITY_RETENTION =
      Field.number(
              FleetHealth.QUALITY,
              0.95,
              0,
              1,
              "least of the evaluator's accuracy (or RMSE, F1) that labelled live answers keep")
          .in("ratio")
          .limit();

  /** The fewest labelled answers that allow a verdict on quality. */
  public static final Field<Integer> MIN_SAMPLES =
      Field.integer(
              "min_samples",
              100,
              1,
              1_000_000_000,
              "fewer labelled answers leave the quality INCONCLUSIVE")
          .in("samples")
          .limit();

  /** Whether drift blocks. */
  public static final Field<Boolean> DRIFT =
      Field.flag("drift", true, "whether detected drift blocks").limit();

  /** The smallest share of active devices. */
  public static final Field<Double> ACTIVE_SHARE =
      Field.number(FleetHealth.ACTIVE, 0.9, 0, 1, "devices that must answer with a model loaded")
          .in("ratio")
          .limit();

  /** The largest 95th percentile of the model's latency on any device. */
  public static final Field<Double> P95_LATENCY_MS =
      Field.number(FleetHealth.LATENCY, 250.0, 0.001, 600_000, "of the model on the slowest device")
          .in("ms")
          .limit();

  /** The checks that may be inconclusive: without labels or traffic all but the devices are. */
  public static final Field<List<String>> ALLOW_INCONCLUSIVE =
      Allowance.field(FleetHealth.MEASURED, FleetHealth.MEASURED);

  /** The keys of {@code monitoring.fleet_health}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          QUALITY_RETENTION, MIN_SAMPLES, DRIFT, ACTIVE_SHARE, P95_LATENCY_MS, ALLOW_INCONCLUSIVE);

  /** Reads the section. */
  public static FleetHealthConfig from(Section section) {
    return new FleetHealthConfig(
        section.get(QUALITY_RETENTION),
        section.get(MIN_SAMPLES),
        section.get(DRIFT),
        section.get(ACTIVE_SHARE),
        section.get(P95_LATENCY_MS),
        Allowance.from(section, ALLOW_INCONCLUSIVE));
  }
}
