package io.edgeflow.data.finding;

import io.edgeflow.data.finding.NearDuplicates.Pair;
import io.edgeflow.data.finding.NearDuplicates.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds near hashes. Of {@code d + 1} bands of bits, two hashes that differ in at most {@code d}
 * bits have one in common, so that only hashes with an equal band are compared (pigeonhole; G. S.
 * Manku et al., "Detecting Near-Duplicates for Web Crawling", 2007). Equal hashes are compared
 * once.
 */
final class NearSearch {
  private static final int BITS = 64;
  private static final int SHOWN = 6;
  private static final Comparator<Place> BY_PLACE =
      Comparator.comparingInt(Place::split).thenComparingInt(Place::row);
  private static final Comparator<Pair> FIRST =
      Comparator.comparing((Pair pair) -> !pair.crosses())
          .thenComparingInt(Pair::distance)
          .thenComparing(Pair::one, BY_PLACE)
          .thenComparing(Pair::other, BY_PLACE);

  private final int distance;
  private final int splits;
  private final long[] unique;

  /** Of each unique hash, how many images each split has. */
  private final int[][] counts;

  /** The first two rows of each. */
  private final int[][] rows;

  private final boolean[] isNear;
  private final boolean[] isLeaked;
  private final PriorityQueue<Pair> shown = new PriorityQueue<>(FIRST.reversed());
  private long pairs;
  private long crossing;

  private NearSearch(long[][] hashes, int distance) {
    this.distance = distance;
    this.splits = hashes.length;
    this.unique = Arrays.stream(hashes).flatMapToLong(Arrays::stream).sorted().distinct().toArray();
    this.counts = new int[unique.length][splits];
    this.rows = new int[unique.length][2 * splits];
    this.isNear = new boolean[unique.length];
    this.isLeaked = new boolean[unique.length];
    for (int split = 0; split < splits; split++) {
      for (int i = 0; i < hashes[split].length; i++) {
        int at = Arrays.binarySearch(unique, hashes[split][i]);
        if (counts[at][split] < 2) {
          rows[at][2 * split + counts[at][split]] = i;
        }
        counts[at][split]++;
      }
    }
  }

  /**
   * Compares all hashes.
   *
   * @param hashes of each split, train first
   * @param step of each split, how many rows lie between two that were looked at
   * @param all how many rows there are
   */
  static NearDuplicates of(long[][] hashes, double[] step, long all, int distance) {
    NearSearch search = new NearSearch(hashes, distance);
    search.equal();
    for (int band = 0; band <= distance; band++) {
      search.band(band);
    }
    return search.found(step, all);
  }

  private void equal() {
    for (int at = 0; at < unique.length; at++) {
      long total = sum(counts[at]);
      if (total > 1) {
        long same = 0;
        for (int count : counts[at]) {
          same += (long) count * (count - 1) / 2;
        }
        pairs += total * (total - 1) / 2;
        crossing += total * (total - 1) / 2 - same;
        isNear[at] = true;
        isLeaked[at] = counts[at][0] > 0;
        show(at, at, 0);
      }
    }
  }

  private void band(int band) {
    long mask = mask(band);
    Integer[] order = new Integer[unique.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> unique[i] & mask));
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && ((unique[order[from]] ^ unique[order[to]]) & mask) == 0) {
        to++;
      }
      for (int i = from; i < to; i++) {
        for (int j = i + 1; j < to; j++) {
          compare(order[i], order[j], band);
        }
      }
      from = to;
    }
  }

  private long mask(int band) {
    int from = BITS * band / (distance + 1);
    int to = BITS * (band + 1) / (distance + 1);
    return (to - from == BITS ? -1L : (1L << (to - from)) - 1) << from;
  }

  private void compare(int a, int b, int band) {
    long differing = unique[a] ^ unique[b];
    int bits = Long.bitCount(differing);
    if (bits > distance) {
      return;
    }
    for (int earlier = 0; earlier < band; earlier++) {
      if ((differing & mask(earlier)) == 0) {
        return;
      }
    }
    long product = sum(counts[a]) * sum(counts[b]);
    long same = 0;
    for (int split = 0; split < splits; split++) {
      same += (long) counts[a][split] * counts[b][split];
    }
    pairs += product;
    crossing += product - same;
    isNear[a] = true;
    isNear[b] = true;
    isLeaked[a] |= counts[b][0] > 0;
    isLeaked[b] |= counts[a][0] > 0;
    show(a, b, bits);
  }

  private static long sum(int[] counts) {
    return Arrays.stream(counts).asLongStream().sum();
  }

  /** Offers one pair of each two splits. */
  private void show(int a, int b, int bits) {
    for (int first = 0; first < splits; first++) {
      for (int second = a == b ? first : 0; second < splits; second++) {
        boolean itself = a == b && first == second;
        if (counts[a][first] > 0 && counts[b][second] > (itself ? 1 : 0)) {
          Place one = new Place(first, rows[a][2 * first]);
          Place other = new Place(second, rows[b][2 * second + (itself ? 1 : 0)]);
          boolean inOrder = BY_PLACE.compare(one, other) < 0;
          shown.add(new Pair(bits, inOrder ? one : other, inOrder ? other : one));
          if (shown.size() > SHOWN) {
            shown.remove();
          }
        }
      }
    }
  }

  private NearDuplicates found(double[] step, long all) {
    long images = 0;
    long near = 0;
    long held = 0;
    long leaked = 0;
    for (int at = 0; at < unique.length; at++) {
      long total = sum(counts[at]);
      images += total;
      near += isNear[at] ? total : 0;
      held += total - counts[at][0];
      leaked += isLeaked[at] ? total - counts[at][0] : 0;
    }
    List<Pair> first =
        shown.stream()
            .sorted(FIRST)
            .map(
                pair ->
                    new Pair(pair.distance(), placed(pair.one(), step), placed(pair.other(), step)))
            .toList();
    return new NearDuplicates(images, all, distance, near, pairs, crossing, held, leaked, first);
  }

  private static Place placed(Place looked, double[] step) {
    return new Place(looked.split(), (int) (looked.row() * step[looked.split()]));
  }
}
