package io.edgeflow.optimize;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import java.util.List;

/**
 * An optimized file beside the uncompressed model in the same format, both measured in their
 * runtime on test.
 *
 * @param model the optimized file's name
 * @param originalSizeMb bytes of the uncompressed model's float file ÷ 1048576
 * @param optimizedSizeMb bytes of the optimized file ÷ 1048576
 * @param compressionRatio original ÷ optimized size
 * @param accuracyDrop original minus optimized accuracy; negative when it got better
 * @param accuracyRetention optimized ÷ original accuracy; NaN when the original has none
 * @param samples test rows
 */
public record OptimizationSummary(
    String model,
    double originalSizeMb,
    double optimizedSizeMb,
    double compressionRatio,
    double originalAccuracy,
    double optimizedAccuracy,
    double accuracyDrop,
    double accuracyRetention,
    long samples) {

  /** Compares two measured files. */
  public static OptimizationSummary of(ModelMeasurement original, ModelMeasurement optimized) {
    double before = original.test().accuracy();
    double after = optimized.test().accuracy();
    return new OptimizationSummary(
        optimized.model().file().name(),
        original.sizeMb(),
        optimized.sizeMb(),
        original.sizeMb() / optimized.sizeMb(),
        before,
        after,
        before - after,
        before == 0 ? Double.NaN : after / before,
        optimized.test().samples());
  }

  /** The numbers under the names that other tools rely on. */
  public List<Metric> metrics() {
    return List.of(
        new Metric("original_size_mb", originalSizeMb, "MB", Direction.LOWER_IS_BETTER, 1),
        new Metric("optimized_size_mb", optimizedSizeMb, "MB", Direction.LOWER_IS_BETTER, 1),
        new Metric("compression_ratio", compressionRatio, "ratio", Direction.HIGHER_IS_BETTER, 1),
        Metric.ratio("original_accuracy", originalAccuracy, samples),
        Metric.ratio("optimized_accuracy", optimizedAccuracy, samples),
        new Metric("accuracy_drop", accuracyDrop, "ratio", Direction.LOWER_IS_BETTER, samples),
        Metric.ratio("accuracy_retention", accuracyRetention, samples));
  }
}
