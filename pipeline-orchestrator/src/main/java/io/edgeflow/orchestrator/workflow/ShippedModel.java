package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.optimize.ModelMeasurement;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.util.Map;

/**
 * Which of the exported files goes to the devices: the configured format, quantized when there is
 * such a file.
 *
 * @param facts measured numbers for the model card; none that differ from machine to machine
 */
record ShippedModel(ExportedModel model, Map<String, Double> facts) {
  static ShippedModel of(OptimizationResult optimized, WorkflowConfig config) {
    Format format = config.deployment().packaging().format();
    ModelMeasurement chosen =
        optimized.models().stream()
            .filter(m -> m.model().format() == format)
            .min((a, b) -> Integer.compare(rank(a), rank(b)))
            .orElseThrow(() -> missing(format));
    return new ShippedModel(
        chosen.model(),
        Map.of(
            "accuracy", chosen.test().accuracy(),
            "precision", chosen.test().precision(),
            "recall", chosen.test().recall(),
            "f1", chosen.test().f1(),
            "test_samples", (double) chosen.test().samples()));
  }

  private static int rank(ModelMeasurement measured) {
    return measured.model().precision() == Precision.INT8 ? 0 : 1;
  }

  private static PipelineException missing(Format format) {
    return PipelineException.failed("No file of the format to ship was exported")
        .limit(format.id())
        .where("model_optimization.export.formats")
        .remedy("add the format there, or change edge_deployment.packaging.format")
        .build();
  }
}
