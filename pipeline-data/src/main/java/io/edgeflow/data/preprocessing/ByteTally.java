package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.RowPass;
import io.edgeflow.core.preprocess.PreprocessStep;
import java.util.List;

/**
 * How often rows hold each number from 0 to 255, by channel, and the sum of each place: all that a
 * step is fitted on, found in one pass.
 */
final class ByteTally {
  private static final int BYTES = 256;

  private final long[][] counts;
  private final long[] sums;
  private long rows;

  private ByteTally(int channels, int width) {
    this.counts = new long[channels][BYTES];
    this.sums = new long[width];
  }

  /**
   * Counts.
   *
   * @param channels value {@code i} of a row belongs to channel {@code i mod channels}
   * @param width values a row
   */
  static ByteTally of(Iterable<byte[]> rows, int channels, int width) {
    ByteTally tally = new ByteTally(channels, width);
    for (byte[] row : rows) {
      tally.add(row);
    }
    return tally;
  }

  /** Counts by several threads; whole numbers are the same in any order. */
  static ByteTally of(RowPass<byte[]> rows, int channels, int width, int threads) {
    ByteTally tally = new ByteTally(channels, width);
    rows.blocks(threads, block -> of(block, channels, width), tally::add);
    return tally;
  }

  private void add(ByteTally other) {
    rows += other.rows;
    add(sums, other.sums);
    for (int channel = 0; channel < counts.length; channel++) {
      add(counts[channel], other.counts[channel]);
    }
  }

  private static void add(long[] to, long[] more) {
    for (int i = 0; i < to.length; i++) {
      to[i] += more[i];
    }
  }

  private void add(byte[] row) {
    rows++;
    for (int i = 0; i < row.length; i++) {
      sums[i] += row[i] & 0xFF;
    }
    for (int channel = 0; channel < counts.length; channel++) {
      long[] counted = counts[channel];
      for (int i = channel; i < row.length; i += counts.length) {
        counted[row[i] & 0xFF]++;
      }
    }
  }

  /** The mean of a place; NaN where there is no row. */
  double mean(int place) {
    return rows == 0 ? Double.NaN : (double) sums[place] / rows;
  }

  /** What is to be told of each channel's values after some steps that look at each alone. */
  Moments[] channels(List<PreprocessStep> steps) {
    float[] values = new float[BYTES * counts.length];
    for (int i = 0; i < values.length; i++) {
      int value = i / counts.length;
      values[i] = value;
    }
    for (PreprocessStep step : steps) {
      values = step.apply(values);
    }
    Moments[] moments = Moments.array(counts.length);
    for (int i = 0; i < values.length; i++) {
      moments[i % counts.length].add(values[i], counts[i % counts.length][i / counts.length]);
    }
    return moments;
  }
}
