package io.edgeflow.monitor.server;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/** A family of gauges; one without samples is left out. */
final class Gauges {
  private final GaugeSnapshot.Builder family;
  private boolean any;

  Gauges(String name, String help) {
    this.family = GaugeSnapshot.builder().name(name).help(help);
  }

  Gauges add(double value) {
    return add(value, Labels.EMPTY);
  }

  Gauges add(double value, Labels labels) {
    family.dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
    any = true;
    return this;
  }

  Gauges count(long value, Labels labels) {
    return add((double) value, labels);
  }

  Gauges addIfKnown(@Nullable Double value) {
    return addIfKnown(value, Labels.EMPTY);
  }

  Gauges addIfKnown(@Nullable Double value, Labels labels) {
    return value == null ? this : add(value, labels);
  }

  void to(MetricSnapshots.Builder out) {
    if (any) {
      out.metricSnapshot(family.build());
    }
  }
}
