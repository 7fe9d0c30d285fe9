package io.edgeflow.core.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The reference for drift: what is summarized, and a histogram for each summary by name. Devices
 * count into the same bins.
 */
public record Baseline(List<Summary> summaries, Map<String, Histogram> histograms) {
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

  /**
   * Counts samples or answers into fifty equal bins a summary, from its smallest to its largest
   * value. Memory does not grow with their number.
   *
   * @param summaries all of samples or all of answers
   * @param rows the preprocessed features or the numbers of the answer; iterated twice, in the same
   *     order
   * @param channels the size of the features' last axis; not looked at for answers
   * @throws IllegalArgumentException if a value is NaN or infinite
   */
  public static Baseline of(List<Summary> summaries, int channels, Iterable<float[]> rows) {
    List<DoubleSummaryStatistics> ranges = new ArrayList<>();
    summaries.forEach(summary -> ranges.add(new DoubleSummaryStatistics()));
    for (float[] row : rows) {
      for (int i = 0; i < summaries.size(); i++) {
        ranges.get(i).accept(summaries.get(i).value(row, channels));
      }
    }
    List<HistogramCounter> counters =
        ranges.stream()
            .map(r -> new HistogramCounter(HistogramCounter.edgesFor(r.getMin(), r.getMax())))
            .toList();
    for (float[] row : rows) {
      for (int i = 0; i < summaries.size(); i++) {
        counters.get(i).add(summaries.get(i).value(row, channels));
      }
    }
    Map<String, Histogram> histograms = new TreeMap<>();
    for (int i = 0; i < summaries.size(); i++) {
      histograms.put(summaries.get(i).name(), counters.get(i).snapshot());
    }
    return new Baseline(summaries, histograms);
  }

  /** Both baselines in one; names must differ. */
  public Baseline with(Baseline other) {
    List<Summary> all = new ArrayList<>(summaries);
    all.addAll(other.summaries);
    Map<String, Histogram> both = new TreeMap<>(histograms);
    both.putAll(other.histograms);
    return new Baseline(all, both);
  }
}
