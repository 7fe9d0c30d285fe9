package io.edgeflow.formats.read;

/** What many elements of a constant become. */
public enum FoldReduction {
  /** Their sum. */
  SUM,
  /** Their mean. */
  MEAN,
  /** Their product. */
  PROD,
  /** The greatest. */
  MAX,
  /** The smallest. */
  MIN;

  double start() {
    return switch (this) {
      case SUM, MEAN -> 0;
      case PROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
    };
  }

  double join(double a, double b) {
    return switch (this) {
      case SUM, MEAN -> a + b;
      case PROD -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  double finish(double joined, int count) {
    return this == MEAN ? joined / count : joined;
  }
}
