package io.edgeflow.orchestrator;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.deploy.EdgeModel;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.run.StageRecord.FileRecord;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.train.evaluation.ModelEvaluator;
import java.nio.file.Path;

/** The files that a run has made, above all the 8-bit TFLite file that it has shipped. */
final class ShippedFile {
  private ShippedFile() {}

  /**
   * What the evaluator measures of it on the test rows with the kernels that devices use, which are
   * not those of the gate.
   *
   * @param scratch an empty folder
   */
  static double quality(WorkflowConfig config, RunResult run, String metric, Path scratch) {
    Path file = file(config, run, "model_optimization", "model.int8.tflite");
    return quality(config, data(config, scratch), metric, file, Format.TFLITE);
  }

  /** The data of a configuration, made anew in an empty folder. */
  static Dataset data(WorkflowConfig config, Path scratch) {
    RunContext context = RunContext.standalone(scratch, config.workflow().seed());
    DataPipeline pipeline = new DataPipeline(config.data());
    return Dataset.open(
        pipeline.run(pipeline.collect(context), context).dataset(), context.artifacts());
  }

  /** The same of any file, with the release's thresholds. */
  static double quality(
      WorkflowConfig config, Dataset data, String metric, Path file, Format format) {
    Path workspace = config.workspace().root();
    try (EdgeModel released = EdgeModel.load(workspace.resolve("releases").resolve("1"));
        Predictor predictor = Runtimes.open(file, format, 1)) {
      return ModelEvaluator.evaluate(
              predictor, data.test(), released.thresholds(), Progress.silent())
          .metric(metric)
          .value();
    }
  }

  /** A file that a stage of a run made. */
  static Path file(WorkflowConfig config, RunResult run, String stage, String name) {
    return run.record().stage(stage).orElseThrow().artifacts().stream()
        .filter(file -> file.name().equals(name))
        .map(FileRecord::path)
        .map(config.workspace().root()::resolve)
        .findFirst()
        .orElseThrow();
  }
}
