package io.edgeflow.data.quality;

/**
 * Hashes that came by, each as 31 of its bits at a place that the others give (linear probing):
 * what was added is always found, and of what was not, one in a thousand million is found too.
 */
final class SeenHashes {
  /** 64 MiB. */
  private static final int MOST_SLOTS = 1 << 24;

  /** So many hashes leave a quarter of the slots empty. */
  static final int MOST = MOST_SLOTS / 4 * 3;

  /** An odd number, that of the golden ratio: what it multiplies fills the upper bits evenly. */
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final int[] slots;
  private int free;

  /** Has room for so many different hashes, at most {@link #MOST}; of more, all are found. */
  SeenHashes(long count) {
    this.slots = new int[(int) Math.min(2 * count + 2, MOST_SLOTS)];
    this.free = slots.length - slots.length / 8 - 1;
  }

  /** Adds a hash, and tells whether it may have been there before. */
  boolean add(long hash) {
    long mixed = hash * MIX;
    int place = (int) (((mixed >>> Integer.SIZE) * slots.length) >>> Integer.SIZE);
    int mark = (int) mixed | 1;
    while (slots[place] != 0) {
      if (slots[place] == mark) {
        return true;
      }
      place = place + 1 == slots.length ? 0 : place + 1;
    }
    if (free == 0) {
      return true;
    }
    free--;
    slots[place] = mark;
    return false;
  }
}
