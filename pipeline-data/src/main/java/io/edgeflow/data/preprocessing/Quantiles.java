package io.edgeflow.data.preprocessing;

import java.util.Arrays;

/**
 * Exact quantiles of columns of floats that are read again and not kept, by selection eight bits a
 * pass: floats whose sign bit is turned over (all bits of negative ones) are in the order of whole
 * numbers. Memory does not grow with the number of rows, and is bounded by {@value #MOST} columns
 * at a time.
 *
 * <p>The quantile {@code q} of {@code n} values in order, from {@code x[0]}, lies at {@code h = q
 * (n - 1)}, on the line between its neighbours: {@code x[i] + (h - i) (x[i + 1] - x[i])}, {@code i
 * = floor(h)} (type 7 of R. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", 1996,
 * and the default of NumPy).
 */
final class Quantiles {
  private static final int MOST = 4096;
  private static final int BITS = 8;
  private static final int BINS = 1 << BITS;

  private final int columns;
  private final int from;
  private final int to;
  private final double[] shares;
  private final int[][] prefixes;
  private final long[][] ranks;
  private final double[][] places;

  private Quantiles(int columns, int from, int to, double[] shares) {
    this.columns = columns;
    this.from = from;
    this.to = to;
    this.shares = shares;
    this.prefixes = new int[to - from][2 * shares.length];
    this.ranks = new long[to - from][];
    this.places = new double[to - from][];
  }

  /**
   * The quantiles of each column; NaN of one without values.
   *
   * @param rows value {@code i} of a row belongs to column {@code i mod columns}; NaN is left out;
   *     iterated four times for each {@value #MOST} columns
   * @param shares each from 0 to 1
   */
  static double[][] of(Iterable<float[]> rows, int columns, double... shares) {
    double[][] found = new double[columns][];
    for (int from = 0; from < columns; from += MOST) {
      int to = Math.min(columns, from + MOST);
      Quantiles part = new Quantiles(columns, from, to, shares);
      for (int shift = Integer.SIZE - BITS; shift >= 0; shift -= BITS) {
        part.narrow(part.counts(rows, shift));
      }
      for (int column = from; column < to; column++) {
        found[column] = part.quantiles(column - from);
      }
    }
    return found;
  }

  /** How many values with each known prefix have each next eight bits. */
  private long[][][] counts(Iterable<float[]> rows, int shift) {
    long[][][] counts = new long[to - from][2 * shares.length][BINS];
    boolean first = shift + BITS == Integer.SIZE;
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        int column = i % columns;
        if (column < from || column >= to || Float.isNaN(row[i])) {
          continue;
        }
        int key = key(row[i]);
        int[] known = prefixes[column - from];
        for (int rank = 0; rank < known.length; rank++) {
          if (first || key >>> (shift + BITS) == known[rank]) {
            counts[column - from][rank][(key >>> shift) & (BINS - 1)]++;
          }
        }
      }
    }
    return counts;
  }

  private void narrow(long[][][] counts) {
    for (int column = 0; column < to - from; column++) {
      if (ranks[column] == null) {
        start(column, Arrays.stream(counts[column][0]).sum());
      }
      for (int rank = 0; rank < ranks[column].length; rank++) {
        int bin = 0;
        while (ranks[column][rank] >= counts[column][rank][bin]) {
          ranks[column][rank] -= counts[column][rank][bin++];
        }
        prefixes[column][rank] = prefixes[column][rank] << BITS | bin;
      }
    }
  }

  private void start(int column, long values) {
    places[column] = Arrays.stream(shares).map(share -> share * (values - 1)).toArray();
    ranks[column] =
        values == 0
            ? new long[0]
            : Arrays.stream(places[column])
                .flatMap(h -> Arrays.stream(new double[] {Math.floor(h), Math.ceil(h)}))
                .mapToLong(h -> (long) h)
                .toArray();
  }

  private double[] quantiles(int column) {
    double[] found = new double[shares.length];
    Arrays.fill(found, Double.NaN);
    for (int i = 0; i < ranks[column].length / 2; i++) {
      double below = value(prefixes[column][2 * i]);
      double above = value(prefixes[column][2 * i + 1]);
      double place = places[column][i];
      found[i] = below + (above - below) * (place - Math.floor(place));
    }
    return found;
  }

  private static int key(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ (bits >> (Integer.SIZE - 1) | Integer.MIN_VALUE);
  }

  private static double value(int key) {
    return Float.intBitsToFloat(key ^ (~key >> (Integer.SIZE - 1) | Integer.MIN_VALUE));
  }
}
