package io.edgeflow.deploy.agent.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The newest latencies, in constant memory. Not thread-safe. */
final class LatencyRing {
  private final double[] values;
  private long added;

  LatencyRing(int capacity) {
    values = new double[capacity];
  }

  void add(double latencyMs) {
    values[(int) (added++ % values.length)] = latencyMs;
  }

  /**
   * The smallest value that at least this share of the values does not exceed (nearest rank); null
   * before the first.
   */
  @Nullable Double percentile(double share) {
    int count = (int) Math.min(added, values.length);
    if (count == 0) {
      return null;
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)];
  }
}
