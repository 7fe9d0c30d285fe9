package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Bar;
import io.edgeflow.optimize.ModelMeasurement;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.console.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the report shows of optimization beside its gate. */
final class OptimizationPanels {
  private OptimizationPanels() {}

  static List<Panel> of(OptimizationResult optimized) {
    List<ModelMeasurement> files =
        Stream.concat(optimized.originals().stream(), optimized.models().stream()).toList();
    List<Panel> panels = new ArrayList<>();
    panels.add(bars("File size", "MB", files, ModelMeasurement::sizeMb));
    panels.add(bars("Latency of one sample, median", "ms", files, ModelMeasurement::p50LatencyMs));
    panels.add(files(files));
    if (optimized.fineTuning().size() > 1) {
      panels.addAll(LearningCurves.of("Fine-tuning: ", "", optimized.fineTuning()));
    }
    return panels;
  }

  private static Panel bars(
      String title,
      String unit,
      List<ModelMeasurement> files,
      ToDoubleFunction<ModelMeasurement> value) {
    return new Panel.Bars(
        title, unit, files.stream().map(m -> new Bar(name(m), value.applyAsDouble(m))).toList());
  }

  private static Panel files(List<ModelMeasurement> models) {
    List<String> metrics = models.get(0).test().headlines().stream().map(Metric::name).toList();
    List<String> head = new ArrayList<>(List.of("file", "runtime", "size"));
    metrics.forEach(metric -> head.add(metric.replace('_', ' ')));
    head.addAll(List.of("largest output difference", "agreement", "p95 latency"));
    return new Panel.Table(
        "Exported files on test: quality in the runtime named, latency with its fastest kernels",
        head,
        head.stream().map(name -> !name.equals("file") && !name.equals("runtime")).toList(),
        models.stream().map(measured -> row(measured, metrics)).toList());
  }

  private static List<String> row(ModelMeasurement measured, List<String> metrics) {
    List<String> cells = new ArrayList<>();
    cells.add(name(measured));
    cells.add(measured.runtime());
    cells.add(Numbers.bytes(measured.model().file().bytes()));
    metrics.forEach(metric -> cells.add(Numbers.of(measured.test().metric(metric).value())));
    cells.add(Numbers.of(measured.maxLogitDifference()));
    cells.add(Numbers.of(measured.agreement()));
    cells.add(Numbers.of(measured.p95LatencyMs()) + " ms");
    return cells;
  }

  private static String name(ModelMeasurement measured) {
    return measured.model().file().name();
  }
}
