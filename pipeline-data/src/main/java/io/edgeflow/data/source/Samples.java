package io.edgeflow.data.source;

import io.edgeflow.core.numeric.KeyedRandom;

/** Makes one sample after the other. */
interface Samples {
  /**
   * Draws a sample.
   *
   * @param random the stream of this row
   * @param values are filled
   * @return the place of its class
   */
  int draw(int row, KeyedRandom random, float[] values);
}
