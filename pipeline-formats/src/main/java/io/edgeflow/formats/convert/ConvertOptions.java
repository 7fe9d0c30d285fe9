package io.edgeflow.formats.convert;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.formats.read.ReadOptions;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may be chosen of a conversion.
 *
 * <pre>{@code
 * ConvertOptions options = ConvertOptions.to(Precision.INT8)
 *     .calibratedBy(NpySamples.of(Path.of("rows.npy"), Normalization.USUAL))
 *     .compared(ConvertOptions.ANY_DIFFERENCE);
 * }</pre>
 *
 * @param precision of the file that is written
 * @param export of an int8 TFLite file
 * @param read what the file that is read leaves open
 * @param rows that calibrate and are compared on; null for none
 * @param labels the names of the classes, in the order of the scores; empty to keep the file's
 * @param maxDifference of the comparison, {@link #ANY_DIFFERENCE} for none; null to compare nothing
 * @param threads that calibrate and compute
 * @param progress of the calibration
 * @param graphRuntime what runs a graph file, for the comparison
 */
public record ConvertOptions(
    Precision precision,
    ExportOptions export,
    ReadOptions read,
    Samples.@Nullable Source rows,
    List<String> labels,
    @Nullable Double maxDifference,
    int threads,
    Progress progress,
    @Nullable Function<ModelGraph, Predictor> graphRuntime) {
  /** The largest difference when outputs are compared and none is too large. */
  public static final double ANY_DIFFERENCE = Double.POSITIVE_INFINITY;

  /** Checks the numbers and copies the labels. */
  public ConvertOptions {
    labels = List.copyOf(labels);
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    if (maxDifference != null && !(maxDifference >= 0)) {
      throw new IllegalArgumentException("A largest difference of " + maxDifference);
    }
  }

  /** The usual choices, on all processors. */
  public static ConvertOptions to(Precision precision) {
    return new ConvertOptions(
        precision,
        ExportOptions.DEFAULTS,
        ReadOptions.DEFAULTS,
        null,
        List.of(),
        null,
        Runtime.getRuntime().availableProcessors(),
        Progress.silent(),
        null);
  }

  /** With rows that calibrate, and that outputs are compared on. */
  public ConvertOptions calibratedBy(Samples.Source newRows) {
    return new ConvertOptions(
        precision, export, read, newRows, labels, maxDifference, threads, progress, graphRuntime);
  }

  /**
   * With both files run and their outputs compared, before the new one is put in its place.
   *
   * @param largest difference of any number that lets it be put there
   */
  public ConvertOptions compared(double largest) {
    return new ConvertOptions(
        precision, export, read, rows, labels, largest, threads, progress, graphRuntime);
  }

  /** With other choices of an int8 TFLite file. */
  public ConvertOptions exporting(ExportOptions newExport) {
    return new ConvertOptions(
        precision, newExport, read, rows, labels, maxDifference, threads, progress, graphRuntime);
  }

  /** With what the file that is read leaves open. */
  public ConvertOptions reading(ReadOptions newRead) {
    return new ConvertOptions(
        precision, export, newRead, rows, labels, maxDifference, threads, progress, graphRuntime);
  }

  /** With names of the classes. */
  public ConvertOptions labelled(List<String> newLabels) {
    return new ConvertOptions(
        precision, export, read, rows, newLabels, maxDifference, threads, progress, graphRuntime);
  }

  /** With a number of threads, shown progress and a faster runtime of graph files. */
  public ConvertOptions running(
      int newThreads, Progress shown, Function<ModelGraph, Predictor> newGraphRuntime) {
    return new ConvertOptions(
        precision, export, read, rows, labels, maxDifference, newThreads, shown, newGraphRuntime);
  }
}
