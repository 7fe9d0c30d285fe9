package io.edgeflow.train.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Between what the true metrics lie, with a confidence of {@value Interval#CONFIDENCE}: Wilson's
 * interval of a share of rows, of others the middle of a bootstrap over the rows. A metric that has
 * none is not here.
 *
 * @param byMetric by the metric's name
 */
public record Intervals(@JsonValue Map<String, Interval> byMetric) {
  /** Copies the map. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Intervals {
    byMetric = java.util.Collections.unmodifiableMap(new TreeMap<>(byMetric));
  }

  /** None. */
  public Intervals() {
    this(Map.of());
  }

  /** That of a metric. */
  public Optional<Interval> of(String metric) {
    return Optional.ofNullable(byMetric.get(metric));
  }

  Intervals with(String metric, Optional<Interval> interval) {
    return interval.map(found -> and(new Intervals(Map.of(metric, found)))).orElse(this);
  }

  Intervals and(Intervals others) {
    Map<String, Interval> all = new TreeMap<>(byMetric);
    all.putAll(others.byMetric);
    return new Intervals(all);
  }
}
