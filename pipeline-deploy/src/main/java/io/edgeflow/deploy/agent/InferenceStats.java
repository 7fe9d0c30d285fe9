package io.edgeflow.deploy.agent;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.FeatureSummary;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.deploy.serving.Scores;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a device counts since its model was loaded, into the bundle's bins. Not thread-safe. */
final class InferenceStats {
  private static final int RECENT = 1024;

  private final Map<String, HistogramCounter> histograms = new TreeMap<>();
  private final LatencyRing latencies = new LatencyRing(RECENT);
  private long inferences;
  private long failures;
  private long labeled;
  private long correct;
  private long dropped;

  InferenceStats(Baseline baseline) {
    baseline
        .histograms()
        .forEach(
            (name, reference) -> histograms.put(name, new HistogramCounter(reference.edges())));
  }

  void answered(float[] features, Scores scores, @Nullable Integer label) {
    inferences++;
    latencies.add(scores.latencyMs());
    count(FeatureSummary.ofInput(features));
    count(FeatureSummary.ofScores(scores.toArray()));
    if (label != null) {
      labeled++;
      correct += label == scores.label() ? 1 : 0;
    }
  }

  void failed(int rows) {
    failures += rows;
  }

  void dropped(int rows) {
    dropped += rows;
  }

  LatencyRing latencies() {
    return latencies;
  }

  InferenceCounters counters() {
    Map<String, Histogram> counted = new TreeMap<>();
    histograms.forEach((name, counter) -> counted.put(name, counter.snapshot()));
    return new InferenceCounters(inferences, failures, dropped, labeled, correct, counted);
  }

  private void count(Map<String, Double> summaries) {
    summaries.forEach(
        (name, value) -> {
          HistogramCounter counter = histograms.get(name);
          if (counter != null) {
            counter.add(value);
          }
        });
  }
}
