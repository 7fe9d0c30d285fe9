package io.edgeflow.train.loss;

import io.edgeflow.core.numeric.Argmax;

/** Softmax of one row of scores, in double precision. */
final class Softmax {
  private Softmax() {}

  /**
   * {@code log softmax(scores / temperature)} of the row that starts at {@code from}; exact for
   * scores of any size because the largest is taken off first.
   */
  static double[] log(float[] scores, int from, int classes, double temperature) {
    double[] log = new double[classes];
    double largest = scores[from + Argmax.of(scores, from, classes)] / temperature;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      log[c] = scores[from + c] / temperature - largest;
      sum += Math.exp(log[c]);
    }
    double logSum = Math.log(sum);
    for (int c = 0; c < classes; c++) {
      log[c] -= logSum;
    }
    return log;
  }
}
