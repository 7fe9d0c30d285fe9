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
import io.edgeflow.train.transfer.ModelOrigin;
import java.util.List;
import java.util.Map;

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
    FoundModel teacher = FoundModel.of(config.optimization().distillation().teacherInUse());
    return Attempt.reusing(
            new Attempt.Reuse(
                List.of(
                    config.section(WorkflowConfig.OPTIMIZATION),
                    config.section(WorkflowConfig.TRAINING),
                    config.augmentation()),
                teacher.joining(Json.text(dataset), model.model().sha256())),
            () ->
                stage.run(
                    new OptimizationInput(
                        dataset,
                        model.model(),
                        config.data().augmentor(context.seed()),
                        config.training(),
                        teacher.read()),
                    context))
        .revivedBy(kept -> present(kept, teacher.names()))
        .from(teacher.told());
  }

  /** A teacher's file may have another name by now. */
  private static OptimizationResult present(OptimizationResult kept, String names) {
    ModelOrigin origin = kept.teacher();
    return origin == null ? kept : kept.taughtBy(origin.named(names));
  }

  @Override
  public Map<String, String> provenance(OptimizationResult output) {
    ModelOrigin origin = output.teacher();
    return origin == null ? Map.of() : origin.provenance("teacher");
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
