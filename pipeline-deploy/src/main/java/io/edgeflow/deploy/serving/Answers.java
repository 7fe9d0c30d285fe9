package io.edgeflow.deploy.serving;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;

/**
 * What a model said of a batch.
 *
 * @param numbers FLOAT32 {@code [rows, numbers]}, see {@code Postprocessing}
 * @param latencyMs milliseconds of the model alone, without preprocessing: the batch's, divided by
 *     its rows
 */
public record Answers(Tensor numbers, double latencyMs) {
  /** How many rows were answered. */
  public int rows() {
    return numbers.dim(0);
  }

  /** The numbers of one row's answer. */
  public float[] row(int row) {
    return numbers.floatRow(row);
  }

  /**
   * These answers.
   *
   * @throws PipelineException if a number is NaN or infinite
   */
  public Answers requireFinite() {
    for (int row = 0; row < rows(); row++) {
      for (float number : row(row)) {
        if (!Float.isFinite(number)) {
          throw PipelineException.failed("The model's answer is not a number")
              .found(number)
              .where("row " + row + " of the batch")
              .build();
        }
      }
    }
    return this;
  }
}
