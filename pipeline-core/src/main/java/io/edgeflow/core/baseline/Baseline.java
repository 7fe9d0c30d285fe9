package io.edgeflow.core.baseline;

import java.util.Collections;
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
