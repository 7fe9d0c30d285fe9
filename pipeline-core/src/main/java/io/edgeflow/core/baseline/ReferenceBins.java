package io.edgeflow.core.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Chooses the bins of a reference: some fifty that hold about as many of its values each, so that
 * they tell live values apart wherever the reference has its mass, whatever its scale. An edge lies
 * midway between two neighbouring values and never at one, so that a value which other kernels
 * round differently stays in its bin; a value that many samples share has a bin of its own.
 *
 * <p>Up to {@value #MOST} values are looked at; of more, a uniform sample of so many (J. Vitter,
 * "Random Sampling with a Reservoir", algorithm R, 1985), the same for the same values. Not
 * thread-safe.
 */
final class ReferenceBins {
  static final int MOST = 16_384;
  static final int BINS = 50;

  private static final double MARGIN = 0.01;
  private static final int NARROW_ULPS = 2 * BINS;

  private final double[] sample = new double[MOST];
  private final SplittableRandom random = new SplittableRandom(0);
  private long seen;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  void add(double value) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    long place = seen < MOST ? seen : random.nextLong(seen + 1);
    if (place < MOST) {
      sample[(int) place] = value;
    }
    seen++;
  }

  /**
   * The edges, ascending; the outer two lie beyond all values by a hundredth of their range.
   *
   * @throws IllegalArgumentException if there was no value, or one that is not finite
   */
  List<Double> edges() {
    if (!Double.isFinite(max - min) || seen == 0) {
      throw new IllegalArgumentException("Not a range: " + min + " to " + max);
    }
    if (max - min < NARROW_ULPS * Math.ulp(Math.max(Math.abs(min), Math.abs(max)))) {
      return HistogramCounter.edgesFor(min, max);
    }
    double[] sorted = Arrays.copyOf(sample, (int) Math.min(seen, MOST));
    Arrays.sort(sorted);
    TreeSet<Double> edges = new TreeSet<>();
    for (int i = 1; i < BINS; i++) {
      cut(sorted, (int) ((long) i * sorted.length / BINS), edges);
    }
    double margin = MARGIN * (max - min);
    edges.add(min - margin);
    edges.add(max + margin);
    return new ArrayList<>(edges);
  }

  /** An edge before a place of the sorted values, or around the value that spans it. */
  private static void cut(double[] sorted, int place, Set<Double> edges) {
    int from = place;
    int to = place;
    if (place > 0 && sorted[place - 1] == sorted[place]) {
      while (from > 0 && sorted[from - 1] == sorted[place]) {
        from--;
      }
      while (to < sorted.length && sorted[to] == sorted[place]) {
        to++;
      }
    }
    for (int edge : new int[] {from, to}) {
      if (edge > 0 && edge < sorted.length) {
        edges.add(midway(sorted[edge - 1], sorted[edge]));
      }
    }
  }

  private static double midway(double low, double high) {
    double middle = low + (high - low) / 2;
    return middle > low ? middle : high;
  }
}
