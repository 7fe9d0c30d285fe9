package io.edgeflow.deploy.rollout;

import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;

/** What is measured of each device during a bake; its word is the name of the check. */
enum Measure {
  SUCCESS_RATE("ratio", Direction.HIGHER_IS_BETTER, Observation::successRate, Observation::asked),
  P95_LATENCY_MS("ms", Direction.LOWER_IS_BETTER, Observation::latencyMs, Observation::answered),
  P95_RATIO("ratio", Direction.LOWER_IS_BETTER, Observation::latencyRatio, Observation::answered);

  private final String unit;
  private final Direction direction;
  private final ToDoubleFunction<Observation> value;
  private final ToIntFunction<Observation> samples;

  Measure(
      String unit,
      Direction direction,
      ToDoubleFunction<Observation> value,
      ToIntFunction<Observation> samples) {
    this.unit = unit;
    this.direction = direction;
    this.value = value;
    this.samples = samples;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  Comparison comparison() {
    return direction == Direction.HIGHER_IS_BETTER ? Comparison.AT_LEAST : Comparison.AT_MOST;
  }

  /** Those of whom it is known. */
  List<Observation> known(List<Observation> seen) {
    return seen.stream().filter(one -> !Double.isNaN(value.applyAsDouble(one))).toList();
  }

  /** The worst device's value on the fewest samples of any; NaN when a device shows none. */
  Metric worst(List<Observation> seen) {
    DoubleStream values = seen.stream().mapToDouble(value);
    double worst =
        (direction == Direction.HIGHER_IS_BETTER
                ? values.reduce(Math::min)
                : values.reduce(Math::max))
            .orElse(Double.NaN);
    return new Metric(
        id(), worst, unit, direction, seen.stream().mapToInt(samples).min().orElse(0));
  }
}
