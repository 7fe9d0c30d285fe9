package io.edgeflow.core.dataset;

import io.edgeflow.core.sample.FeatureSpec;
import java.nio.FloatBuffer;

/**
 * Changes a batch of training features, preprocessed, in place. The randomness of a row depends on
 * the seed, the epoch and the row alone, so that the result does not depend on batch size, order or
 * threads.
 */
@FunctionalInterface
public interface BatchTransform {
  /**
   * Changes the batch.
   *
   * @param batch {@code rows.length} samples one after the other, from index 0
   * @param rows the row numbers within the training split; where rows are drawn with repetition,
   *     the numbers of the draws within the epoch, so that a row is changed anew each time
   * @param features what a sample is
   * @param epoch the epoch, from 0
   */
  void apply(FloatBuffer batch, int[] rows, FeatureSpec features, int epoch);

  /** The transform that changes nothing. */
  static BatchTransform none() {
    return (batch, rows, features, epoch) -> {};
  }
}
