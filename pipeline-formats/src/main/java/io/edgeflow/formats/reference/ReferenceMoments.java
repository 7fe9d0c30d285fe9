package io.edgeflow.formats.reference;

/** Mean and variance of some neighbours. */
final class ReferenceMoments {
  private ReferenceMoments() {}

  static double mean(float[] x, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += x[i];
    }
    return sum / count;
  }

  /** Over the count, not one less. */
  static double variance(float[] x, int from, int count, double mean) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / count;
  }
}
