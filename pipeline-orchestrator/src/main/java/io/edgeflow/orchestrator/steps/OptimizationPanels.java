package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Bar;
import io.edgeflow.optimize.ModelMeasurement;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.train.curve.LearningCurves;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the report shows of optimization beside its gate. */
final class OptimizationPanels {
  private static final String IN_FLOATS = "computed in floats";

  /** The columns that hold no numbers. */
  private static final Set<String> WORDS = Set.of("file", "runtime", IN_FLOATS);

  private OptimizationPanels() {}

  static List<Panel> of(OptimizationResult optimized) {
    List<ModelMeasurement> files =
        Stream.concat(optimized.originals().stream(), optimized.models().stream()).toList();
    List<Panel> panels = new ArrayList<>();
    panels.add(bars("File size", "MB", files, ModelMeasurement::sizeMb));
    panels.add(bars("Latency of one sample, median", "ms", files, ModelMeasurement::p50LatencyMs));
    panels.add(files(files));
    if (optimized.fineTuning().size() > 1) {
      panels.addAll(new LearningCurves(optimized.fineTuning(), 0).charts("Fine-tuning: ", ""));
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
    head.addAll(List.of("largest output difference", "agreement", "p95 latency", IN_FLOATS));
    return new Panel.Table(
        "Exported files on test: quality in the runtime named, latency with its fastest kernels",
        head,
        head.stream().map(name -> !WORDS.contains(name)).toList(),
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
    cells.add(inFloats(measured));
    return cells;
  }

  /** Of an int8 file alone: others have floats wherever they can. */
  private static String inFloats(ModelMeasurement measured) {
    if (measured.floats() != null) {
      return measured.floats().text();
    }
    return measured.model().precision() == Precision.INT8 ? "none" : "-";
  }

  private static String name(ModelMeasurement measured) {
    return measured.model().file().name();
  }
}
