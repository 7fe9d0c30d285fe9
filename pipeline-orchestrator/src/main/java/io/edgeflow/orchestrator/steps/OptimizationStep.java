package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.optimize.ModelOptimizer;
import io.edgeflow.optimize.OptimizationInput;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.train.TrainingResult;
import java.util.List;

/** Makes a trained model small, exports it and measures the files. */
final class OptimizationStep implements Step<OptimizationResult> {
  private final ModelOptimizer stage;
  private final WorkflowConfig config;
  private final Output<PreparedData> prepared;
  private final Output<TrainingResult> trained;

  OptimizationStep(
      WorkflowConfig config, Output<PreparedData> prepared, Output<TrainingResult> trained) {
    this.stage = new ModelOptimizer(config.optimization());
    this.config = config;
    this.prepared = prepared;
    this.trained = trained;
  }

  @Override
  public String name() {
    return stage.name();
  }

  @Override
  public Class<OptimizationResult> type() {
    return OptimizationResult.class;
  }

  @Override
  public List<Output<?>> inputs() {
    return List.of(prepared, trained);
  }

  @Override
  public Attempt<OptimizationResult> attempt(Inputs inputs, RunContext context) {
    DatasetManifest dataset = inputs.get(prepared).required().dataset();
    TrainingResult model = inputs.get(trained);
    return Attempt.reusing(
        new Attempt.Reuse(
            List.of(
                config.section(WorkflowConfig.OPTIMIZATION),
                config.section(WorkflowConfig.TRAINING),
                config.augmentation()),
            List.of(Json.text(dataset), model.model().sha256())),
        () ->
            stage.run(
                new OptimizationInput(
                    dataset,
                    model.model(),
                    config.data().augmentor(context.seed()),
                    config.training()),
                context));
  }

  @Override
  public StageReport report(OptimizationResult output) {
    return stage.report(output);
  }

  @Override
  public List<Panel> panels(OptimizationResult output, Inputs inputs) {
    return OptimizationPanels.of(output);
  }

  @Override
  public List<KeyFigure> figures(OptimizationResult output) {
    return ShippedModel.chosen(output, config)
        .map(shipped -> ShippedFigures.of(shipped, output))
        .orElse(List.of());
  }

  @Override
  public String title() {
    return "Optimization";
  }

  @Override
  public List<String> highlights(OptimizationResult output) {
    return List.of(
        output.summary().metric().name() + "_retention",
        "compression_ratio",
        "original_size_mb",
        "optimized_size_mb");
  }
}
