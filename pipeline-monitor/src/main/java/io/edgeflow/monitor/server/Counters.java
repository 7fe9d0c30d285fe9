package io.edgeflow.monitor.server;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** A family of counters, whose names get {@code _total}; one without samples is left out. */
final class Counters {
  private final CounterSnapshot.Builder family;
  private boolean any;

  Counters(String name, String help) {
    this.family = CounterSnapshot.builder().name(name).help(help);
  }

  void count(long value, Labels labels) {
    add((double) value, labels);
  }

  void add(double value, Labels labels) {
    family.dataPoint(CounterDataPointSnapshot.builder().value(value).labels(labels).build());
    any = true;
  }

  void to(MetricSnapshots.Builder out) {
    if (any) {
      out.metricSnapshot(family.build());
    }
  }
}
