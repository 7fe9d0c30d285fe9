package io.edgeflow.train.evaluation;

import io.edgeflow.core.numeric.Argmax;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a model is right as often as it says: its answers by the probability of the class that it
 * names, in bins of equal width (Guo and others, "On calibration of modern neural networks", 2017).
 *
 * @param error the expected calibration error, {@code Σ rows_b / rows · |accuracy_b -
 *     confidence_b|}
 * @param bins those that hold rows, in ascending order
 */
public record Reliability(double error, List<Bin> bins) {
  /** How many bins there are between 0 and 1. */
  public static final int BINS = 15;

  /**
   * A bin, which holds probabilities above its lower end up to its upper one.
   *
   * @param confidence mean probability of the class that is named
   * @param accuracy the share of rows that are right
   */
  public record Bin(long rows, double confidence, double accuracy) {}

  /** Copies the bins. */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /** Takes rows one by one. */
  static final class Counter {
    private final long[] rows = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidence = new double[BINS];

    /** Adds a row by its scores, divided by a temperature. */
    void add(float[] scores, int first, int classes, int truth, double temperature) {
      int named = Argmax.of(scores, first, classes);
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(((double) scores[first + c] - scores[first + named]) / temperature);
      }
      add(1 / sum, named == truth);
    }

    void add(double probability, boolean isRight) {
      int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(probability * BINS) - 1));
      rows[bin]++;
      confidence[bin] += probability;
      if (isRight) {
        right[bin]++;
      }
    }

    Reliability counted() {
      double all = IntStream.range(0, BINS).mapToLong(bin -> rows[bin]).sum();
      List<Bin> bins =
          IntStream.range(0, BINS)
              .filter(bin -> rows[bin] > 0)
              .mapToObj(
                  bin ->
                      new Bin(
                          rows[bin], confidence[bin] / rows[bin], (double) right[bin] / rows[bin]))
              .toList();
      double error =
          bins.stream()
              .mapToDouble(bin -> bin.rows() / all * Math.abs(bin.accuracy() - bin.confidence()))
              .sum();
      return new Reliability(error, bins);
    }
  }
}
