package io.edgeflow.orchestrator.workflow;

import io.edgeflow.optimize.ModelMeasurement;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.report.Panel;
import io.edgeflow.orchestrator.report.Panel.Bar;
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
    panels.add(bars("Latency of one image, median", "ms", files, ModelMeasurement::p50LatencyMs));
    panels.add(files(files));
    if (optimized.fineTuning().size() > 1) {
      panels.addAll(TrainingPanels.curves("Fine-tuning: ", "", optimized.fineTuning()));
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
    return new Panel.Table(
        "Exported files, measured in their own runtimes on test",
        List.of(
            "file",
            "runtime",
            "size",
            "accuracy",
            "F1",
            "largest logit difference",
            "top-1 agreement",
            "p95 latency"),
        List.of(false, false, true, true, true, true, true, true),
        models.stream()
            .map(
                m ->
                    List.of(
                        name(m),
                        m.runtime(),
                        Numbers.bytes(m.model().file().bytes()),
                        Numbers.of(m.test().accuracy()),
                        Numbers.of(m.test().f1()),
                        Numbers.of(m.maxLogitDifference()),
                        Numbers.of(m.top1Agreement()),
                        Numbers.of(m.p95LatencyMs()) + " ms"))
            .toList());
  }

  private static String name(ModelMeasurement measured) {
    return measured.model().file().name();
  }
}
