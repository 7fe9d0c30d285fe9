package io.edgeflow.core.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts in fixed bins. With edges {@code e0 < e1 < … < ek} there are {@code k + 2} bins: below
 * {@code e0}, {@code [e0, e1)}, …, and at or above {@code ek}.
 */
public record Histogram(List<Double> edges, List<Long> counts) {
  /** Checks that edges ascend and that counts fit them. */
  public Histogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
    if (edges.isEmpty() || counts.size() != edges.size() + 1) {
      throw new IllegalArgumentException(edges.size() + " edges, " + counts.size() + " counts");
    }
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i - 1) < edges.get(i))) {
        throw new IllegalArgumentException("Edges must ascend: " + edges);
      }
    }
  }

  /** An empty histogram with the same bins. */
  public Histogram empty() {
    return new Histogram(edges, java.util.Collections.nCopies(counts.size(), 0L));
  }

  /** The number of samples counted. */
  public long samples() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Bin-wise sum of two histograms with the same edges. */
  public Histogram plus(Histogram other) {
    return combine(other, 1);
  }

  /** Bin-wise difference; the samples counted since an earlier snapshot. */
  public Histogram minus(Histogram earlier) {
    return combine(earlier, -1);
  }

  private Histogram combine(Histogram other, int sign) {
    if (!edges.equals(other.edges)) {
      throw new IllegalArgumentException("Histograms with different edges");
    }
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      sums.add(counts.get(i) + sign * other.counts.get(i));
    }
    return new Histogram(edges, sums);
  }
}
