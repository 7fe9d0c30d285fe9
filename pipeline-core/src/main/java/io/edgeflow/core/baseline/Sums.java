package io.edgeflow.core.baseline;

/**
 * What the mean and the deviation of the numbers of a sample are worked out of, in one pass.
 *
 * @param sum of the numbers, in their order
 * @param squares the sum of their squares, in their order
 */
record Sums(double sum, double squares, int count) {
  static Sums of(float[] numbers) {
    double sum = 0;
    double squares = 0;
    for (float value : numbers) {
      sum += value;
      squares += (double) value * value;
    }
    return new Sums(sum, squares, numbers.length);
  }

  /** Of unsigned bytes; whole sums are exact, and so those of the same floats. */
  static Sums of(byte[] numbers) {
    long sum = 0;
    long squares = 0;
    for (byte number : numbers) {
      long value = number & 0xFF;
      sum += value;
      squares += value * value;
    }
    return new Sums(sum, squares, numbers.length);
  }

  double mean() {
    return sum / count;
  }

  /** The population standard deviation. */
  double deviation() {
    double mean = mean();
    return Math.sqrt(Math.max(0, squares / count - mean * mean));
  }
}
