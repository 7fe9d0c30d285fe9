package io.edgeflow.data.augmentation;

/**
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014),
 * started from a mix of its keys.
 */
final class RowRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;

  RowRandom(long... keys) {
    for (long key : keys) {
      state = mix(state + GOLDEN + mix(key + GOLDEN));
    }
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double nextUnit() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Uniform in [-1, 1). */
  double nextSymmetric() {
    return 2 * nextUnit() - 1;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
