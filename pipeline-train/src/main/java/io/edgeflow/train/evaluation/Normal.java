package io.edgeflow.train.evaluation;

import io.edgeflow.core.numeric.ErrorFunction;

/** The standard normal distribution. */
final class Normal {
  private static final double FARTHEST = 10;
  private static final int HALVINGS = 60;

  private Normal() {}

  /** What a share of it lies below, by bisection of {@code (1 + erf(x / √2)) / 2}. */
  static double quantile(double share) {
    double low = -FARTHEST;
    double high = FARTHEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if ((1 + ErrorFunction.of(middle / Math.sqrt(2))) / 2 < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
