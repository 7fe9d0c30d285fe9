package io.edgeflow.core.numeric;

/**
 * A stream of random numbers for each key, the same on every machine and in every version of Java:
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014),
 * started from a mix of the key. Not thread-safe; streams of different keys are independent, so
 * work that is shared among threads takes one stream a piece.
 */
public final class KeyedRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;

  /** What a stream is for: equal seeds give different streams for different uses. */
  public enum Use {
    /** The weights of one layer. */
    WEIGHTS(0),
    /** The order of the rows in one epoch. */
    ORDER(1),
    /** The dropout of one layer. */
    DROPOUT(2),
    /** Which rows are drawn in one epoch, where some are drawn more often than others. */
    SAMPLING(3),
    /** What is blended with what in one epoch. */
    MIXUP(4);

    private final int number;

    Use(int number) {
      this.number = number;
    }
  }

  private KeyedRandom(long state) {
    this.state = state;
  }

  /** A stream of its own for each sequence of keys, for example seed, epoch and row. */
  public static KeyedRandom of(long... keys) {
    long state = 0;
    for (long key : keys) {
      state = mix(state + GOLDEN + mix(key + GOLDEN));
    }
    return new KeyedRandom(state);
  }

  /**
   * A stream of its own for each combination.
   *
   * @param number the layer or the epoch
   */
  public static KeyedRandom of(Use use, long seed, int number) {
    return new KeyedRandom(mix(mix(seed + GOLDEN) ^ mix(((long) number << 8) + use.number)));
  }

  /** Uniform over all 64 bits. */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in {@code [0, 1)}, 53 bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Uniform in {@code [-1, 1)}. */
  public double nextSymmetric() {
    return 2 * nextDouble() - 1;
  }

  /** Uniform in {@code [0, bound)}; the bias of at most 2^-32 does not show. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** The numbers 0 to {@code size - 1} in random order (Fisher and Yates 1938). */
  public int[] permutation(int size) {
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
