package io.edgeflow.orchestrator.run;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;

/**
 * What a metric's number in run.json means.
 *
 * @param unit for example {@code ratio}, {@code ms}, {@code MB}
 * @param samples how many samples it was measured on
 */
public record MetricInfo(String unit, Direction direction, long samples) {
  static MetricInfo of(Metric metric) {
    return new MetricInfo(metric.unit(), metric.direction(), metric.samples());
  }
}
