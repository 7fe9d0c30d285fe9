package io.edgeflow.optimize;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.formats.lower.FloatIslands;
import io.edgeflow.train.evaluation.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * An exported file, measured in its own runtime on the test split: its quality with {@link
 * io.edgeflow.formats.Runtimes#openReproducible reproducible kernels}, its latency with the
 * fastest.
 *
 * @param runtime the runtime that the quality was measured in, its version and kernels
 * @param maxLogitDifference the largest difference of a number of its output to that of the graph
 *     it was written from
 * @param agreement the share of test rows on which it says the same as that graph, see {@link
 *     io.edgeflow.core.predict.Agreement}; each by its own threshold
 * @param p50LatencyMs median of one row, one thread
 * @param p95LatencyMs 95th percentile of the same
 * @param prunedZeros the share of zeros in the pruned layers as they stand in the file; null when
 *     nothing was pruned
 * @param floats the operators of an int8 file that are computed in floats; null when there are none
 */
public record ModelMeasurement(
    ExportedModel model,
    String runtime,
    Evaluation test,
    double maxLogitDifference,
    double agreement,
    double p50LatencyMs,
    double p95LatencyMs,
    @Nullable Double prunedZeros,
    @Nullable FloatIslands floats) {
  private static final double BYTES_A_MB = 1 << 20;

  /** The file's size in MiB. */
  public double sizeMb() {
    return model.file().bytes() / BYTES_A_MB;
  }

  /** Precision and format, for example {@code int8_tflite}: the ending of this file's metrics. */
  public String id() {
    return model.precision().id() + "_" + model.format().id();
  }
}
