package io.edgeflow.monitor.drift;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.time.Duration;

/**
 * When drift is looked for and what counts as drift.
 *
 * @param threshold largest Kolmogorov-Smirnov statistic that is still no drift, 0 to 1
 * @param checkInterval between two checks while serving
 * @param minSamples fewest samples, in the window and in the baseline, that allow a verdict
 * @param significance the false-alarm rate of one check over all summaries together
 */
public record DriftConfig(
    boolean enabled,
    double threshold,
    Duration checkInterval,
    long minSamples,
    double significance) {
  /** Whether drift is looked for. */
  public static final Field<Boolean> ENABLED =
      Field.flag("enabled", true, "whether drift is looked for");

  /** The largest Kolmogorov-Smirnov statistic that is no drift. */
  public static final Field<Double> THRESHOLD =
      Field.number("threshold", 0.1, 0, 1, "largest Kolmogorov-Smirnov statistic that is no drift")
          .in("ratio");

  /** The time between two checks while serving. */
  public static final Field<Duration> CHECK_INTERVAL =
      Field.seconds("check_interval", Duration.ofHours(1), 1, 2_592_000, "time between two checks")
          .presentation();

  /** The fewest samples that allow a verdict. */
  public static final Field<Integer> MIN_SAMPLES =
      Field.integer(
              "min_samples", 100, 2, 1_000_000_000, "fewer samples give INCONCLUSIVE, not PASS")
          .in("samples");

  /** The false-alarm rate of one check over all summaries together. */
  public static final Field<Double> SIGNIFICANCE =
      Field.number("significance", 0.05, 1e-9, 0.5, "false-alarm rate over all summaries together")
          .in("ratio");

  /** The keys of {@code monitoring.drift}. */
  public static final FieldTable FIELDS =
      FieldTable.of(ENABLED, THRESHOLD, CHECK_INTERVAL, MIN_SAMPLES, SIGNIFICANCE);

  /** Reads the section. */
  public static DriftConfig from(Section section) {
    return new DriftConfig(
        section.get(ENABLED),
        section.get(THRESHOLD),
        section.get(CHECK_INTERVAL),
        section.get(MIN_SAMPLES),
        section.get(SIGNIFICANCE));
  }
}
