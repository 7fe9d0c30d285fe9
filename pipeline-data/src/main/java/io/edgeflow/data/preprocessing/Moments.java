package io.edgeflow.data.preprocessing;

import java.util.stream.Stream;

/**
 * Count, extremes, mean and population deviation in one pass (Welford, "Note on a method for
 * calculating corrected sums of squares and products", 1962). The order of the values matters in
 * the last bit.
 */
final class Moments {
  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  static Moments[] array(int size) {
    return Stream.generate(Moments::new).limit(size).toArray(Moments[]::new);
  }

  void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** Adds a value several times. */
  void add(double value, long times) {
    if (times == 0) {
      return;
    }
    count += times;
    double before = value - mean;
    mean += before * times / count;
    squares += times * before * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double deviation() {
    return Math.sqrt(squares / count);
  }
}
