package io.edgeflow.data.profile;

import io.edgeflow.data.profile.ColumnProfile.Bin;
import io.edgeflow.data.profile.ColumnProfile.Frequencies;
import io.edgeflow.data.profile.ColumnProfile.ValueCount;
import io.edgeflow.data.profile.NumberProfile.Quantile;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The channels of samples of bytes, by how often each has each value: exact, of all records. */
final class ByteColumns {
  private final String name;

  /** How often each value occurs. */
  private final long[] counts;

  /** Those that do. */
  private final int[] values;

  private final long all;

  private ByteColumns(String name, long[] counts) {
    this.name = name;
    this.counts = counts;
    this.values = IntStream.range(0, counts.length).filter(i -> counts[i] > 0).toArray();
    this.all = Arrays.stream(counts).sum();
  }

  static List<ColumnProfile> of(CollectedTable table, int channels) {
    boolean one = channels > ChannelCells.MOST_CHANNELS || channels == 1;
    long[][] counts = table.byteCounts(one ? 1 : channels);
    return IntStream.range(0, counts.length)
        .mapToObj(i -> new ByteColumns(one ? ChannelCells.ALL : "c" + i, counts[i]))
        .filter(column -> column.all > 0)
        .map(ByteColumns::profile)
        .toList();
  }

  private ColumnProfile profile() {
    boolean repeats = values.length < Math.max(all, ColumnMeasuring.FREQUENT);
    return new ColumnProfile(
        name,
        ColumnType.NUMBER,
        all,
        all,
        0,
        1,
        values.length,
        frequencies(),
        numbers(),
        text(values[0]),
        text(values[values.length - 1]),
        histogram(),
        repeats ? frequent() : List.of());
  }

  private static String text(int value) {
    return String.valueOf((double) value);
  }

  private double sum(IntToDoubleFunction each) {
    return IntStream.of(values).mapToDouble(each).sum();
  }

  private Frequencies frequencies() {
    double share = 1.0 / all;
    double entropy = sum(value -> -counts[value] * share * Math.log(counts[value] * share));
    return new Frequencies(
        IntStream.of(values).filter(value -> counts[value] == 1).count() * share,
        values.length * share,
        Math.max(0, entropy));
  }

  private NumberProfile numbers() {
    double mean = sum(value -> (double) counts[value] * value) / all;
    double variance = sum(value -> counts[value] * (value - mean) * (value - mean)) / all;
    return new NumberProfile(
        values[0],
        values[values.length - 1],
        mean,
        Math.sqrt(variance),
        ColumnMeasuring.SHARES.stream().map(share -> new Quantile(share, quantile(share))).toList(),
        all,
        0);
  }

  /** On the line between the two nearest in order. */
  private double quantile(double share) {
    double place = share * (all - 1);
    long below = (long) place;
    int low = at(below);
    return low + (at(Math.min(below + 1, all - 1)) - low) * (place - below);
  }

  /** The value at a place in order, from 0. */
  private int at(long place) {
    long passed = 0;
    int i = -1;
    while (passed <= place) {
      passed += counts[values[++i]];
    }
    return values[i];
  }

  private List<Bin> histogram() {
    double low = values[0];
    double high = values[values.length - 1];
    double width = (high - low) / ColumnMeasuring.BINS;
    long[] binned = new long[width > 0 ? ColumnMeasuring.BINS : 1];
    for (int value : values) {
      int bin =
          width > 0 ? (int) Math.min(binned.length - 1, Math.floor((value - low) / width)) : 0;
      binned[bin] += counts[value];
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < binned.length; i++) {
      double end = i == binned.length - 1 ? high : low + (i + 1) * width;
      bins.add(new Bin(low + i * width, end, binned[i]));
    }
    return bins;
  }

  private List<ValueCount> frequent() {
    return IntStream.of(values)
        .boxed()
        .sorted(Comparator.comparingLong((Integer value) -> -counts[value]))
        .limit(ColumnMeasuring.FREQUENT)
        .map(value -> new ValueCount(text(value), counts[value]))
        .toList();
  }
}
