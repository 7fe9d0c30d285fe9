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

/** The 8-bit TFLite file that a run has shipped. */
final class ShippedFile {
  private ShippedFile() {}

  /**
   * What the evaluator measures of it on the test rows with the kernels that devices use, which are
   * not those of the gate.
   *
   * @param scratch an empty folder
   */
  static double quality(WorkflowConfig config, RunResult run, String metric, Path scratch) {
    RunContext context = RunContext.standalone(scratch, config.workflow().seed());
    DataPipeline pipeline = new DataPipeline(config.data());
    Dataset data =
        Dataset.open(
            pipeline.run(pipeline.collect(context), context).dataset(), context.artifacts());
    Path workspace = config.workspace().root();
    try (EdgeModel released = EdgeModel.load(workspace.resolve("releases").resolve("1"));
        Predictor predictor = Runtimes.open(workspace.resolve(path(run)), Format.TFLITE, 1)) {
      return ModelEvaluator.evaluate(
              predictor, data.test(), released.thresholds(), Progress.silent())
          .metric(metric)
          .value();
    }
  }

  private static String path(RunResult run) {
    return run.record().stage("model_optimization").orElseThrow().artifacts().stream()
        .filter(file -> file.name().equals("model.int8.tflite"))
        .map(FileRecord::path)
        .findFirst()
        .orElseThrow();
  }
}
