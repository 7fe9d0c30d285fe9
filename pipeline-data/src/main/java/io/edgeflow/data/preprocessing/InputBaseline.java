package io.edgeflow.data.preprocessing;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.FeatureSummary;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import java.util.Map;
import java.util.TreeMap;

/** Histograms of the training rows' feature summaries, in two passes and constant memory. */
final class InputBaseline {
  private InputBaseline() {}

  static Baseline of(Iterable<float[]> features) {
    Map<String, Moments> ranges = new TreeMap<>();
    for (float[] row : features) {
      FeatureSummary.ofInput(row)
          .forEach((name, value) -> ranges.computeIfAbsent(name, n -> new Moments()).add(value));
    }
    Map<String, HistogramCounter> counters = new TreeMap<>();
    ranges.forEach((name, range) -> counters.put(name, counter(range)));
    for (float[] row : features) {
      Map<String, Double> summary = FeatureSummary.ofInput(row);
      counters.forEach((name, counter) -> counter.add(summary.getOrDefault(name, Double.NaN)));
    }
    Map<String, Histogram> histograms = new TreeMap<>();
    counters.forEach((name, counter) -> histograms.put(name, counter.snapshot()));
    return new Baseline(histograms);
  }

  private static HistogramCounter counter(Moments range) {
    return new HistogramCounter(HistogramCounter.edgesFor(range.min(), range.max()));
  }
}
