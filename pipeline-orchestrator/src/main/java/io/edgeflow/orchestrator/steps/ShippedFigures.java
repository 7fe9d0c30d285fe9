package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.optimize.ModelMeasurement;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.console.Numbers;
import java.util.List;

/** What people ask first of the file that goes to the devices: how good, how small, how fast. */
final class ShippedFigures {
  private ShippedFigures() {}

  static List<KeyFigure> of(ModelMeasurement shipped, OptimizationResult optimized) {
    String file = shipped.model().file().name();
    String kind = shipped.model().precision().id() + " file";
    ModelMeasurement before = optimized.original(shipped.model().format());
    return List.of(
        quality(shipped, before, kind),
        new KeyFigure(
            "Size, " + kind,
            shipped.sizeMb(),
            "MB",
            Direction.LOWER_IS_BETTER,
            Numbers.bytes(shipped.model().file().bytes()),
            file),
        KeyFigure.of(
                "Float size ÷ " + kind.replace(" file", " size"),
                before.sizeMb() / shipped.sizeMb(),
                "ratio",
                Direction.HIGHER_IS_BETTER,
                "the trained model's float file has "
                    + Numbers.bytes(before.model().file().bytes()))
            .shownAs(Numbers.of(before.sizeMb() / shipped.sizeMb()) + " ×"),
        latency("Latency, median", shipped.p50LatencyMs(), kind),
        latency("Latency, 95 % below", shipped.p95LatencyMs(), kind));
  }

  private static KeyFigure quality(ModelMeasurement shipped, ModelMeasurement before, String kind) {
    Metric primary = shipped.test().primary();
    return KeyFigure.of(
        KeyFigure.heading(primary.name()) + ", " + kind,
        primary.value(),
        primary.unit(),
        primary.direction(),
        shipped.test().samples()
            + " test samples; the trained model's float file "
            + Numbers.of(before.test().primary().value()));
  }

  private static KeyFigure latency(String name, double ms, String kind) {
    return KeyFigure.of(
        name,
        ms,
        "ms",
        Direction.LOWER_IS_BETTER,
        "one sample by the " + kind + ", one thread, on this machine, with its fastest kernels");
  }
}
