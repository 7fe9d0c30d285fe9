package io.edgeflow.deploy.agent;

import io.edgeflow.core.numeric.Percentile;
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

  /** {@link Percentile} of the values kept; null before the first. */
  @Nullable Double percentile(double share) {
    int count = (int) Math.min(added, values.length);
    return count == 0 ? null : Percentile.of(share, Arrays.copyOf(values, count));
  }
}
