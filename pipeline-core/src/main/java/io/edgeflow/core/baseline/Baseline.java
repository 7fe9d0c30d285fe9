package io.edgeflow.core.baseline;

import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reference for drift: a histogram for each feature summary, with the names of {@link
 * FeatureSummary}. Devices count into the same bins.
 */
public record Baseline(Map<String, Histogram> histograms) {
  /** Sorts and copies the map. */
  public Baseline {
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
  }

  /**
   * Counts summaries into fifty equal bins a name, from its smallest to its largest value. Memory
   * does not grow with their number.
   *
   * @param summaries values by name, the same names in each; iterated twice, in the same order
   * @throws IllegalArgumentException if a value is missing, NaN or infinite
   */
  public static Baseline of(Iterable<Map<String, Double>> summaries) {
    Map<String, DoubleSummaryStatistics> ranges = new TreeMap<>();
    for (Map<String, Double> summary : summaries) {
      summary.forEach(
          (name, value) ->
              ranges.computeIfAbsent(name, n -> new DoubleSummaryStatistics()).accept(value));
    }
    Map<String, HistogramCounter> counters = new TreeMap<>();
    ranges.forEach((name, range) -> counters.put(name, counter(range)));
    for (Map<String, Double> summary : summaries) {
      counters.forEach((name, counter) -> counter.add(summary.getOrDefault(name, Double.NaN)));
    }
    Map<String, Histogram> histograms = new TreeMap<>();
    counters.forEach((name, counter) -> histograms.put(name, counter.snapshot()));
    return new Baseline(histograms);
  }

  private static HistogramCounter counter(DoubleSummaryStatistics range) {
    return new HistogramCounter(HistogramCounter.edgesFor(range.getMin(), range.getMax()));
  }

  /** Both baselines in one; names must differ. */
  public Baseline with(Baseline other) {
    Map<String, Histogram> all = new TreeMap<>(histograms);
    other.histograms.forEach(
        (name, histogram) -> {
          if (all.put(name, histogram) != null) {
            throw new IllegalArgumentException("Two histograms named " + name);
          }
        });
    return new Baseline(all);
  }
}
