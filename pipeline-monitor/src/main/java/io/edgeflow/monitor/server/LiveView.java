package io.edgeflow.monitor.server;

import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.telemetry.InferenceCounters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the quality of live answers is shown, whatever the target. */
final class LiveView {
  private static final String RATIO = "ratio";

  private LiveView() {}

  /** The quality of what one device answered. */
  static Metric of(Target target, InferenceCounters counters) {
    return LiveQuality.metric(target, counters.quality(), counters.labeled());
  }

  /** The metric's name as a heading. */
  static String heading(Metric metric) {
    return metric.name().substring(0, 1).toUpperCase(Locale.ROOT) + metric.name().substring(1);
  }

  /** The value for people: a share in percent, anything else as it is. */
  static String text(Metric metric) {
    Double known = known(metric);
    return metric.unit().equals(RATIO) ? Html.percent(known) : Html.decimal(known);
  }

  /** The value; null when it is not known. */
  static @Nullable Double known(Metric metric) {
    return Double.isNaN(metric.value()) ? null : metric.value();
  }

  /** The name in Prometheus, which ends with the unit where there is one. */
  static String gauge(Metric metric) {
    return "edgeflow_" + metric.name() + (metric.unit().equals(RATIO) ? "_ratio" : "");
  }

  /** How many answers were right; empty where answers are not right or wrong. */
  static Optional<Long> correct(Target target, Map<String, Double> sums) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Optional<Long> classes(ClassTarget classes) {
            return Optional.of(Math.round(sums.getOrDefault(LiveQuality.CORRECT, 0.0)));
          }

          @Override
          public Optional<Long> values(ValueTarget values) {
            return Optional.empty();
          }

          @Override
          public Optional<Long> self(SelfTarget self) {
            return Optional.empty();
          }
        });
  }
}
