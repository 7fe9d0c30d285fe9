package io.edgeflow.data.table;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is to be known of all features of samples that are bytes, summed up as they pass: the SQL
 * table {@code sums (channel, n, total, squares, least, most)}, of numbers, of their squares, and
 * their extremes. Sums are whole numbers, and so the same in any order.
 */
final class ByteSums {
  private static final int BYTES = 256;
  private static final long MIX = 0xd6e8feb86659fd93L;

  /** What DuckDB's {@code hash} gives for a list that is missing. */
  static final long NO_TWIN = 0xbf58476d1ce4e5b9L;

  private static final long[] HASHES =
      IntStream.range(0, BYTES).mapToLong(i -> hash(Float.floatToIntBits(i))).toArray();

  private final long[][] counts;

  /**
   * Starts empty.
   *
   * @param channels value {@code i} belongs to channel {@code i mod channels}
   */
  ByteSums(int channels) {
    this.counts = new long[channels][BYTES];
  }

  /** The SQL table's columns. */
  static String declared() {
    return "channel INTEGER, n BIGINT, total BIGINT, squares BIGINT, least BIGINT, most BIGINT";
  }

  void add(byte[] values) {
    for (int i = 0, channel = 0; i < values.length; i++) {
      counts[channel][values[i] & 0xFF]++;
      channel = channel + 1 == counts.length ? 0 : channel + 1;
    }
  }

  /** The statement that adds what was found; empty when nothing was. */
  String insert() {
    return IntStream.range(0, counts.length)
        .filter(channel -> Arrays.stream(counts[channel]).sum() > 0)
        .mapToObj(this::row)
        .collect(Collectors.joining(", ", "INSERT INTO sums VALUES ", ""));
  }

  boolean isEmpty() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).allMatch(n -> n == 0);
  }

  private String row(int channel) {
    long[] found = counts[channel];
    int[] seen = IntStream.range(0, BYTES).filter(i -> found[i] > 0).toArray();
    return "(%d, %d, %d, %d, %d, %d)"
        .formatted(
            channel,
            Arrays.stream(found).sum(),
            IntStream.of(seen).mapToLong(i -> found[i] * i).sum(),
            IntStream.of(seen).mapToLong(i -> found[i] * i * i).sum(),
            seen[0],
            seen[seen.length - 1]);
  }

  /**
   * What DuckDB's {@code hash} gives for the list of the same numbers as 32-bit floats, which would
   * take it many times as long, since it would have to be given the list. Rows are dealt by it.
   */
  static long twin(byte[] values) {
    long twin = HASHES[values[0] & 0xFF];
    for (int i = 1; i < values.length; i++) {
      twin = (twin ^ (twin >>> 32)) * MIX ^ HASHES[values[i] & 0xFF];
    }
    return twin;
  }

  private static long hash(int bits) {
    long hash = bits;
    hash = (hash ^ (hash >>> 32)) * MIX;
    hash = (hash ^ (hash >>> 32)) * MIX;
    return hash ^ (hash >>> 32);
  }
}
