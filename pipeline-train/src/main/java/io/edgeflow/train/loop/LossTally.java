package io.edgeflow.train.loop;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.train.loss.BatchLoss;

/** Adds up the losses of batches. */
final class LossTally {
  private double sum;
  private long correct;
  private long rows;

  /**
   * Adds a batch.
   *
   * @param where named when the loss is refused, for example {@code epoch 3, batch 17}
   * @throws PipelineException if the loss is NaN or infinite
   */
  void add(BatchLoss loss, int batchRows, String where) {
    if (!Double.isFinite(loss.sum())) {
      throw PipelineException.failed("The loss is not a number")
          .found(loss.sum())
          .limit("a finite number")
          .where(where)
          .remedy(
              "lower model_training.training.learning_rate, or set"
                  + " data_pipeline.preprocessing.standardize to true")
          .build();
    }
    sum += loss.sum();
    correct += loss.correct();
    rows += batchRows;
  }

  double loss() {
    return sum / rows;
  }

  double accuracy() {
    return (double) correct / rows;
  }
}
