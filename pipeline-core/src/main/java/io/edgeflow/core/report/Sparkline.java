package io.edgeflow.core.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Numbers as a line of blocks, lowest to highest: {@code ▁▃▅█}. */
public final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** A block for each number; a gap for one that is not finite. */
  public static String of(Collection<? extends Number> values) {
    List<Double> numbers = values.stream().map(Number::doubleValue).toList();
    double low = numbers.stream().filter(Double::isFinite).mapToDouble(v -> v).min().orElse(0);
    double high = numbers.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(1);
    StringBuilder line = new StringBuilder();
    for (double value : numbers) {
      double share = high > low ? (value - low) / (high - low) : 0.5;
      int block = (int) Math.round(share * (BLOCKS.length() - 1));
      line.append(Double.isFinite(value) ? BLOCKS.charAt(block) : ' ');
    }
    return line.toString();
  }

  /**
   * At most so many blocks: where there are more numbers, each block is the mean of some that
   * follow each other.
   *
   * @param most at least 1
   */
  public static String of(List<Double> values, int most) {
    int blocks = Math.min(most, values.size());
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      int from = (int) ((long) i * values.size() / blocks);
      int to = (int) ((i + 1L) * values.size() / blocks);
      means.add(
          values.subList(from, to).stream()
              .filter(Double::isFinite)
              .mapToDouble(value -> value)
              .average()
              .orElse(Double.NaN));
    }
    return of(means);
  }
}
