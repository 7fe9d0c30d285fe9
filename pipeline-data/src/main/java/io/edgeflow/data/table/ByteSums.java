package io.edgeflow.data.table;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.RowAppender;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is to be known of all features of samples that are bytes, counted as they pass: the SQL
 * table {@code byte_counts (number, n)}, how often each channel has each value, the number being
 * {@code 256 channel + value}; and over it the view {@code sums (channel, n, total, squares, least,
 * most)}, of numbers, of their squares, and their extremes. Sums are whole numbers, and so the same
 * in any order.
 */
final class ByteSums {
  private static final int BYTES = 256;

  /** How many rows {@link #twins} hashes at a time. */
  static final int SIDE_BY_SIDE = 4;

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

  /** Makes the table, which is empty, and the view. */
  static void create(DataEngine engine) {
    engine.execute("CREATE OR REPLACE TABLE byte_counts (number BIGINT, n BIGINT)");
    engine.execute(
        """
        CREATE OR REPLACE VIEW sums AS SELECT channel, CAST(SUM(n) AS BIGINT) AS n,
          CAST(SUM(n * value) AS BIGINT) AS total, CAST(SUM(n * value * value) AS BIGINT) AS squares,
          MIN(value) AS least, MAX(value) AS most
        FROM (SELECT number // 256 AS channel, number % 256 AS value, n FROM byte_counts)
        GROUP BY channel
        """);
  }

  void add(byte[] values) {
    for (int i = 0, channel = 0; i < values.length; i++) {
      counts[channel][values[i] & 0xFF]++;
      channel = channel + 1 == counts.length ? 0 : channel + 1;
    }
  }

  /** Adds what was found to the table. */
  void store(DataEngine engine) {
    try (RowAppender rows = engine.appender("byte_counts")) {
      for (int channel = 0; channel < counts.length; channel++) {
        for (int value = 0; value < BYTES; value++) {
          if (counts[channel][value] > 0) {
            rows.row((long) BYTES * channel + value, List.of(), counts[channel][value]);
          }
        }
      }
    }
  }

  /** What the table has: how often each channel has each value. */
  static long[][] read(DataEngine engine, int channels) {
    long[][] counts = new long[channels][BYTES];
    engine.query(
        "SELECT number // 256 % " + channels + ", number % 256, n FROM byte_counts",
        row -> counts[(int) row.integer(1)][(int) row.integer(2)] += row.integer(3));
    return counts;
  }

  /**
   * The {@linkplain #twin twins} of as many rows of one length as are hashed side by side: a step
   * of one waits for the step before it, so that four take the time of one.
   */
  static long[] twins(byte[][] rows) {
    if (rows.length != SIDE_BY_SIDE) {
      return Arrays.stream(rows).mapToLong(ByteSums::twin).toArray();
    }
    byte[] a = rows[0];
    byte[] b = rows[1];
    byte[] c = rows[2];
    byte[] d = rows[3];
    long ofA = HASHES[a[0] & 0xFF];
    long ofB = HASHES[b[0] & 0xFF];
    long ofC = HASHES[c[0] & 0xFF];
    long ofD = HASHES[d[0] & 0xFF];
    for (int i = 1; i < a.length; i++) {
      ofA = (ofA ^ (ofA >>> 32)) * MIX ^ HASHES[a[i] & 0xFF];
      ofB = (ofB ^ (ofB >>> 32)) * MIX ^ HASHES[b[i] & 0xFF];
      ofC = (ofC ^ (ofC >>> 32)) * MIX ^ HASHES[c[i] & 0xFF];
      ofD = (ofD ^ (ofD >>> 32)) * MIX ^ HASHES[d[i] & 0xFF];
    }
    return new long[] {ofA, ofB, ofC, ofD};
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
