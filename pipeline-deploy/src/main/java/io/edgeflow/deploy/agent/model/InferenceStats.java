package io.edgeflow.deploy.agent.model;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.deploy.bundle.InferenceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device counts since its model was loaded, into the bins of the bundle's own baseline. Not
 * thread-safe.
 */
final class InferenceStats {
  private static final int RECENT = 1024;

  private final long load;
  private final InferenceConfig config;
  private final List<Counter> counters = new ArrayList<>();
  private final Map<String, Double> quality = new TreeMap<>();
  private final LatencyRing latencies = new LatencyRing(RECENT);
  private long inferences;
  private long failures;
  private long labeled;
  private long dropped;

  private record Counter(Summary summary, HistogramCounter bins) {}

  InferenceStats(long load, InferenceConfig config, Baseline baseline) {
    this.load = load;
    this.config = config;
    for (Summary summary : baseline.summaries()) {
      Histogram reference =
          Objects.requireNonNull(baseline.histograms().get(summary.name()), summary.name());
      counters.add(new Counter(summary, new HistogramCounter(reference.edges())));
    }
  }

  /** Counts rows that stay uncounted until all of their request are answered. */
  Pending pending() {
    return new Pending();
  }

  /** What is to be counted of a row: a value a summary, and quality where the truth is known. */
  private record Row(
      List<Double> values, @Nullable Map<String, Double> quality, double latencyMs) {}

  /** The rows of a request that is being answered. */
  final class Pending {
    private final List<Row> rows = new ArrayList<>();

    private Pending() {}

    void answered(float[] features, float[] answer, float @Nullable [] truth, double latencyMs) {
      List<Double> values =
          counters.stream()
              .map(Counter::summary)
              .map(
                  each -> each.value(each.ofInput() ? features : answer, config.input().channels()))
              .toList();
      Map<String, Double> measured =
          truth == null
              ? null
              : LiveQuality.of(config.target(), answer, truth, config.thresholds());
      rows.add(new Row(values, measured, latencyMs));
    }

    void commit() {
      rows.forEach(InferenceStats.this::count);
    }
  }

  private void count(Row row) {
    inferences++;
    latencies.add(row.latencyMs());
    for (int i = 0; i < counters.size(); i++) {
      counters.get(i).bins().add(row.values().get(i));
    }
    if (row.quality() != null) {
      labeled++;
      row.quality().forEach((name, value) -> quality.merge(name, value, Double::sum));
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
    counters.forEach(each -> counted.put(each.summary().name(), each.bins().snapshot()));
    return new InferenceCounters(load, inferences, failures, dropped, labeled, quality, counted);
  }
}
