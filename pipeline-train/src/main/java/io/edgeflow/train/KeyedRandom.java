package io.edgeflow.train;

/**
 * SplitMix64 (Steele, Lea and Flood 2014), the same on every machine and in every version of Java.
 */
final class KeyedRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /** What a stream is for: equal seeds give different streams for different uses. */
  enum Use {
    WEIGHTS(0),
    ORDER(1),
    DROPOUT(2);

    private final int code;

    Use(int code) {
      this.code = code;
    }
  }

  /**
   * A stream of its own for each combination.
   *
   * @param number the layer or the epoch
   */
  KeyedRandom(Use use, long seed, int number) {
    state = mix(mix(seed + GOLDEN) ^ mix(((long) number << 8) + use.code));
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in {@code [0, 1)}, 53 bits. */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in {@code [0, bound)}; the bias of at most 2^-32 does not show. */
  int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** The numbers 0 to {@code size - 1} in random order (Fisher and Yates 1938). */
  int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
