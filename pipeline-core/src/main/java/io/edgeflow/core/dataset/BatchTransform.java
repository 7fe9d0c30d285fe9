package io.edgeflow.core.dataset;

import io.edgeflow.core.preprocess.ImageShape;
import java.nio.FloatBuffer;

/**
 * Changes a batch of training features in place. The randomness of a row depends on the seed, the
 * epoch and the row alone, so that the result does not depend on batch size, order or threads.
 */
@FunctionalInterface
public interface BatchTransform {
  /**
   * Changes the batch.
   *
   * @param batch {@code rows.length} images one after the other, from index 0
   * @param rows the row numbers within the training split
   * @param shape the shape of one image
   * @param epoch the epoch, from 0
   */
  void apply(FloatBuffer batch, int[] rows, ImageShape shape, int epoch);

  /** The transform that changes nothing. */
  static BatchTransform none() {
    return (batch, rows, shape, epoch) -> {};
  }
}
