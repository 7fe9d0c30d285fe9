package io.edgeflow.core.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Counts values into fixed bins in constant memory. Thread-safe. */
public final class HistogramCounter {
  private static final int BINS = 50;

  private final double[] edges;
  private final long[] counts;

  /** Starts at zero with the given edges. */
  public HistogramCounter(List<Double> edges) {
    this.edges = edges.stream().mapToDouble(Double::doubleValue).toArray();
    this.counts = new long[this.edges.length + 1];
  }

  /**
   * Fifty equal bins from the smallest to the largest value of a reference sample, plus the two
   * open ends. The upper edge lies just above the largest value; a range too narrow for fifty
   * different edges is widened on both sides.
   */
  public static List<Double> edgesFor(double min, double max) {
    if (!Double.isFinite(max - min) || min > max) {
      throw new IllegalArgumentException("Not a range: " + min + " to " + max);
    }
    double step = Math.ulp(Math.max(Math.abs(min), Math.abs(max)));
    boolean narrow = max - min < 2 * BINS * step;
    double margin = Math.max(0.5, 2 * BINS * step);
    double low = narrow ? min - margin : min;
    double high = narrow ? max + margin : Math.nextUp(max);
    return DoubleStream.iterate(0, i -> i <= BINS, i -> i + 1)
        .map(i -> i == BINS ? high : low + (high - low) * i / BINS)
        .boxed()
        .toList();
  }

  /** Counts one value; NaN is refused. */
  public synchronized void add(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("NaN cannot be counted");
    }
    // The search takes -0.0 for less than 0.0; the sum makes it 0.0.
    int found = Arrays.binarySearch(edges, value + 0.0);
    counts[found >= 0 ? found + 1 : -found - 1]++;
  }

  /** The counts so far. */
  public synchronized Histogram snapshot() {
    return new Histogram(
        Arrays.stream(edges).boxed().toList(), Arrays.stream(counts).boxed().toList());
  }
}
