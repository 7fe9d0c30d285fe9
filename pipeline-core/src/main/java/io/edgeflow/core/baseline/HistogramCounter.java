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
   * open ends. The upper edge lies just above the largest value.
   */
  public static List<Double> edgesFor(double min, double max) {
    if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
      throw new IllegalArgumentException("Not a range: " + min + " to " + max);
    }
    double low = min == max ? min - 0.5 : min;
    double high = min == max ? max + 0.5 : Math.nextUp(max);
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
    int found = Arrays.binarySearch(edges, value);
    counts[found >= 0 ? found + 1 : -found - 1]++;
  }

  /** The counts so far. */
  public synchronized Histogram snapshot() {
    return new Histogram(
        Arrays.stream(edges).boxed().toList(), Arrays.stream(counts).boxed().toList());
  }
}
