package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.deploy.ModelPackager;
import io.edgeflow.optimize.ModelMeasurement;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.train.evaluation.ClassEvaluation;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.SelfEvaluation;
import io.edgeflow.train.evaluation.ValueEvaluation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the exported files goes to the devices: the configured format, quantized when there is
 * such a file.
 *
 * @param facts measured numbers for the model card; none that differ from machine to machine
 * @param anomalyThreshold the largest error of a normal sample by this file; null for targets that
 *     have no anomalies
 */
record ShippedModel(
    ExportedModel model, Map<String, Double> facts, @Nullable Double anomalyThreshold) {
  static ShippedModel of(OptimizationResult optimized, WorkflowConfig config) {
    ModelMeasurement chosen =
        chosen(optimized, config)
            .orElseThrow(() -> missing(config.deployment().packaging().format()));
    return new ShippedModel(
        chosen.model(), facts(chosen.test()), threshold(chosen.test()).orElse(null));
  }

  /** Empty when no file of the configured format was exported. */
  static Optional<ModelMeasurement> chosen(OptimizationResult optimized, WorkflowConfig config) {
    Format format = config.deployment().packaging().format();
    return optimized.models().stream()
        .filter(m -> m.model().format() == format)
        .min((a, b) -> Integer.compare(rank(a), rank(b)));
  }

  private static Map<String, Double> facts(Evaluation test) {
    Map<String, Double> facts = new TreeMap<>();
    for (Metric metric : test.metrics()) {
      if (Double.isFinite(metric.value()) && !metric.name().equals("loss")) {
        facts.put(metric.name(), metric.value());
      }
    }
    facts.put(ModelPackager.TEST_SAMPLES, (double) test.samples());
    return facts;
  }

  private static Optional<Double> threshold(Evaluation test) {
    return test.map(
        new Evaluation.Cases<>() {
          @Override
          public Optional<Double> classes(ClassEvaluation evaluation) {
            return Optional.empty();
          }

          @Override
          public Optional<Double> values(ValueEvaluation evaluation) {
            return Optional.empty();
          }

          @Override
          public Optional<Double> self(SelfEvaluation evaluation) {
            return Optional.of(evaluation.threshold());
          }
        });
  }

  private static int rank(ModelMeasurement measured) {
    return measured.model().precision() == Precision.FP32 ? 1 : 0;
  }

  private static PipelineException missing(Format format) {
    return PipelineException.failed("No file of the format to ship was exported")
        .limit(format.id())
        .where("model_optimization.export.formats")
        .remedy("add the format there, or change edge_deployment.packaging.format")
        .build();
  }
}
