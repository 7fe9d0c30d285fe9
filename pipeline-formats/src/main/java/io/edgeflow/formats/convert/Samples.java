package io.edgeflow.formats.convert;

import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import java.util.List;

/** Rows that a model takes, read some at a time. Thread-safe. */
public interface Samples extends AutoCloseable {
  /** How many there are, at least 1. */
  int rows();

  /**
   * Rows {@code from} to {@code to} (exclusive), as {@link io.edgeflow.core.predict.Predictor#run}
   * takes them.
   *
   * @throws io.edgeflow.core.error.PipelineException naming the file and the row, if one cannot be
   *     read or has a value that is not finite
   */
  List<Tensor> batch(int from, int to);

  @Override
  void close();

  /** Where a model's rows come from. */
  @FunctionalInterface
  interface Source {
    /**
     * Opens the rows for a model.
     *
     * @throws io.edgeflow.core.error.PipelineException if there are none, or they do not fit
     */
    Samples open(ImportedModel model);
  }
}
