package io.edgeflow.train.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What metrics are in each resample of the bootstrap, by their names. A row counts as often in the
 * resamples of one model as in those of another, so that the models' difference is that of the same
 * number of each.
 */
record Resamples(Map<String, double[]> byMetric) {
  /** Copies the map. */
  Resamples {
    byMetric = Map.copyOf(byMetric);
  }

  Resamples() {
    this(Map.of());
  }

  Resamples with(String metric, double[] values) {
    return and(new Resamples(Map.of(metric, values)));
  }

  Resamples and(Resamples others) {
    Map<String, double[]> all = new HashMap<>(byMetric);
    all.putAll(others.byMetric);
    return new Resamples(all);
  }

  /** Where the true metrics lie. */
  Intervals intervals() {
    Intervals intervals = new Intervals();
    double tail = (1 - Interval.CONFIDENCE) / 2;
    for (Map.Entry<String, double[]> metric : byMetric.entrySet()) {
      intervals =
          intervals.with(metric.getKey(), Bootstrap.interval(metric.getValue().clone(), tail));
    }
    return intervals;
  }

  /**
   * Between what this metric less that of the other model on the same rows lies.
   *
   * @param tail the chance of an error on either side
   */
  Optional<Interval> less(Resamples other, String metric, double tail) {
    double[] own = byMetric.get(metric);
    double[] others = other.byMetric.get(metric);
    if (own == null || others == null || own.length != others.length) {
      return Optional.empty();
    }
    double[] differences = new double[own.length];
    for (int i = 0; i < own.length; i++) {
      differences[i] = own[i] - others[i];
    }
    return Bootstrap.interval(differences, tail);
  }
}
