package io.edgeflow.optimize;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.metric.PrimaryMetric;
import java.util.List;

/**
 * An optimized file beside the uncompressed model in the same format, both measured in their
 * runtime on test.
 *
 * @param model the optimized file's name
 * @param originalSizeMb bytes of the uncompressed model's float file ÷ 1048576
 * @param optimizedSizeMb bytes of the optimized file ÷ 1048576
 * @param compressionRatio original ÷ optimized size
 * @param metric what both are judged by
 * @param original the uncompressed model's value of it
 * @param optimized the optimized file's value of it
 * @param drop how much worse it got, in the metric's unit; negative when it got better
 * @param retention how much of it is kept, see {@link PrimaryMetric#retention}; NaN when the
 *     original has none
 * @param samples test rows
 */
public record OptimizationSummary(
    String model,
    double originalSizeMb,
    double optimizedSizeMb,
    double compressionRatio,
    PrimaryMetric metric,
    double original,
    double optimized,
    double drop,
    double retention,
    long samples) {

  /** Compares two measured files. */
  public static OptimizationSummary of(ModelMeasurement original, ModelMeasurement optimized) {
    Metric before = original.test().primary();
    Metric after = optimized.test().primary();
    PrimaryMetric metric = new PrimaryMetric(after.name(), after.unit(), after.direction());
    return new OptimizationSummary(
        optimized.model().file().name(),
        original.sizeMb(),
        optimized.sizeMb(),
        original.sizeMb() / optimized.sizeMb(),
        metric,
        before.value(),
        after.value(),
        metric.drop(before.value(), after.value()),
        metric.retention(before.value(), after.value()),
        optimized.test().samples());
  }

  /** The numbers under the names that other tools rely on, for example {@code accuracy_drop}. */
  public List<Metric> metrics() {
    return List.of(
        new Metric("original_size_mb", originalSizeMb, "MB", Direction.LOWER_IS_BETTER, 1),
        new Metric("optimized_size_mb", optimizedSizeMb, "MB", Direction.LOWER_IS_BETTER, 1),
        new Metric("compression_ratio", compressionRatio, "ratio", Direction.HIGHER_IS_BETTER, 1),
        measured("original_" + metric.name(), original),
        measured("optimized_" + metric.name(), optimized),
        new Metric(
            metric.name() + "_drop", drop, metric.unit(), Direction.LOWER_IS_BETTER, samples),
        Metric.ratio(metric.name() + "_retention", retention, samples));
  }

  private Metric measured(String name, double value) {
    return new Metric(name, value, metric.unit(), metric.direction(), samples);
  }
}
