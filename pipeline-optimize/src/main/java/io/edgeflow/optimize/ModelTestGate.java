package io.edgeflow.optimize;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.train.evaluation.ClassEvaluation;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.SelfEvaluation;
import io.edgeflow.train.evaluation.ValueEvaluation;
import java.util.ArrayList;
import java.util.List;

/**
 * The gate {@code model_test}. Every exported file is judged by itself; a check's name ends with
 * the file's precision and format, for example {@code accuracy_retention_int8_tflite}.
 */
final class ModelTestGate {
  private static final String NAME = "model_test";

  /** The word for agreement, by what is agreed on. */
  private static final Evaluation.Cases<String> AGREEMENT =
      new Evaluation.Cases<>() {
        @Override
        public String classes(ClassEvaluation evaluation) {
          return CheckNames.TOP1_AGREEMENT;
        }

        @Override
        public String values(ValueEvaluation evaluation) {
          return CheckNames.AGREEMENT;
        }

        @Override
        public String self(SelfEvaluation evaluation) {
          return CheckNames.AGREEMENT;
        }
      };

  private final ModelTest limits;
  private final OptimizationResult result;
  private final List<Check> checks = new ArrayList<>();

  private ModelTestGate(ModelTest limits, OptimizationResult result) {
    this.limits = limits;
    this.result = result;
  }

  static GateReport judge(ModelTest limits, OptimizationResult result) {
    ModelTestGate gate = new ModelTestGate(limits, result);
    result.models().forEach(gate::judge);
    return GateReport.of(NAME, gate.checks, limits.allowInconclusive());
  }

  private void judge(ModelMeasurement file) {
    ModelMeasurement original = result.original(file.model().format());
    long rows = file.test().samples();
    OptimizationSummary kept = OptimizationSummary.of(original, file);
    checks.add(
        Check.atLeast(
            Metric.ratio(
                name(kept.metric().name() + CheckNames.RETENTION, file), kept.retention(), rows),
            limits.retention(),
            "prune less, fine-tune longer"
                + (calibrated(file) ? " or give more calibration samples" : "")));
    judgeParity(file, rows);
    judgeZeros(file);
    if (file.model().precision() == lowestPrecision()) {
      judgeBudget(file);
    }
  }

  private void judgeParity(ModelMeasurement file, long rows) {
    if (file.model().precision() == Precision.FP32) {
      Metric difference =
          lower(CheckNames.MAX_LOGIT_DIFFERENCE, file, file.maxLogitDifference(), "output", rows);
      checks.add(
          Check.atMost(
              difference,
              limits.maxLogitDifference(),
              "the file does not compute what its graph does: report it with the graph file"));
    } else {
      checks.add(
          Check.atLeast(
              Metric.ratio(name(file.test().map(AGREEMENT), file), file.agreement(), rows),
              limits.agreement(),
              (calibrated(file) ? "give more calibration samples, or " : "")
                  + "ship the float file"));
    }
  }

  private void judgeZeros(ModelMeasurement file) {
    Double zeros = file.prunedZeros();
    if (zeros != null) {
      checks.add(
          Check.atLeast(
              Metric.ratio(name(CheckNames.PRUNED_ZEROS, file), zeros, 1),
              result.sparsity(),
              "the export lost pruned zeros: report it with the graph file"));
    }
  }

  private void judgeBudget(ModelMeasurement file) {
    limits
        .maxSizeMb()
        .ifPresent(
            limit ->
                checks.add(
                    Check.atMost(
                        lower(CheckNames.SIZE_MB, file, file.sizeMb(), "MB", 1),
                        limit,
                        "quantize, distill into a narrower network, or raise max_size_mb")));
    limits
        .maxLatencyMs()
        .ifPresent(
            limit ->
                checks.add(
                    Check.atMost(
                        lower(CheckNames.P50_LATENCY_MS, file, file.p50LatencyMs(), "ms", 1),
                        limit,
                        "quantize, distill into a narrower network, or raise max_latency_ms")));
  }

  private Precision lowestPrecision() {
    return result.models().stream()
        .map(file -> file.model().precision())
        .filter(precision -> precision != Precision.FP32)
        .findFirst()
        .orElse(Precision.FP32);
  }

  private static boolean calibrated(ModelMeasurement file) {
    return file.model().precision().calibrated();
  }

  private static Metric lower(
      String name, ModelMeasurement file, double value, String unit, long samples) {
    return new Metric(name(name, file), value, unit, Direction.LOWER_IS_BETTER, samples);
  }

  private static String name(String metric, ModelMeasurement file) {
    return CheckNames.of(metric, file.model().precision(), file.model().format());
  }
}
