package io.edgeflow.core.baseline;

import io.edgeflow.core.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The reference that a fleet is measured against: what is summarized, a histogram for each summary
 * by name, whose bins devices count into, and how good the answers were.
 *
 * @param quality what {@code LiveQuality} measures of a fleet, as the evaluator measured it of the
 *     shipped file on the test split; null when it is not known
 */
public record Baseline(
    List<Summary> summaries, Map<String, Histogram> histograms, @Nullable Metric quality) {
  /** Values of the first pass that are kept for the second. */
  static final int MOST_KEPT = 1 << 18;

  /** Sorts and copies the map; each summary has a histogram of its name, and no other is there. */
  public Baseline {
    summaries = List.copyOf(summaries);
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
    Set<String> names =
        summaries.stream().map(Summary::name).collect(Collectors.toCollection(LinkedHashSet::new));
    if (names.size() != summaries.size() || !names.equals(histograms.keySet())) {
      throw new IllegalArgumentException(
          "Summaries " + names + " with histograms " + histograms.keySet());
    }
  }

  /** A reference for drift alone. */
  public Baseline(List<Summary> summaries, Map<String, Histogram> histograms) {
    this(summaries, histograms, null);
  }

  /**
   * The reference of samples or of answers, given by their numbers; see {@link #of(List,
   * Consumer)}.
   *
   * @param summaries all of samples or all of answers
   * @param rows the preprocessed features or the numbers of the answer; iterated once or twice, in
   *     the same order
   * @param channels the size of the features' last axis; not looked at for answers
   * @throws IllegalArgumentException if a value is NaN or infinite
   */
  public static Baseline of(List<Summary> summaries, int channels, Iterable<float[]> rows) {
    return of(
        summaries,
        taker -> rows.forEach(row -> taker.accept(Summaries.values(summaries, channels, row))));
  }

  /**
   * Counts samples or answers into some fifty bins a summary, which hold about as many of them
   * each. Memory does not grow with their number.
   *
   * @param pass gives the values of the summaries of each sample or answer; called once or twice,
   *     it gives the same in the same order
   * @throws IllegalArgumentException if a value is NaN or infinite
   */
  public static Baseline of(List<Summary> summaries, Consumer<Consumer<double[]>> pass) {
    List<ReferenceBins> bins = summaries.stream().map(summary -> new ReferenceBins()).toList();
    List<double[]> kept = new ArrayList<>();
    long[] count = new long[1];
    pass.accept(
        values -> {
          for (int i = 0; i < values.length; i++) {
            bins.get(i).add(values[i]);
          }
          if ((long) kept.size() * values.length < MOST_KEPT) {
            kept.add(values);
          }
          count[0]++;
        });
    List<HistogramCounter> counters =
        bins.stream().map(each -> new HistogramCounter(each.edges())).toList();
    if (kept.size() == count[0]) {
      kept.forEach(values -> add(values, counters));
    } else {
      pass.accept(values -> add(values, counters));
    }
    Map<String, Histogram> histograms = new TreeMap<>();
    for (int i = 0; i < summaries.size(); i++) {
      histograms.put(summaries.get(i).name(), counters.get(i).snapshot());
    }
    return new Baseline(summaries, histograms);
  }

  private static void add(double[] values, List<HistogramCounter> counters) {
    for (int i = 0; i < values.length; i++) {
      counters.get(i).add(values[i]);
    }
  }

  /** The same reference with how good the answers were. */
  public Baseline withQuality(@Nullable Metric measured) {
    return new Baseline(summaries, histograms, measured);
  }

  /** Both baselines in one, with the quality of this; names must differ. */
  public Baseline with(Baseline other) {
    List<Summary> all = new ArrayList<>(summaries);
    all.addAll(other.summaries);
    Map<String, Histogram> both = new TreeMap<>(histograms);
    both.putAll(other.histograms);
    return new Baseline(all, both, quality);
  }
}
