package io.edgeflow.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.evaluation.ClassEvaluation;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.ValueEvaluation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelTestGateTest {
  private static final ModelTest LIMITS = allowing(Allowance.none());
  private static final ModelMeasurement ORIGINAL = fp32(0.8, 0);
  private static final ModelMeasurement GOOD_FP32 = fp32(0.8, 1e-5);
  private static final ModelMeasurement GOOD_INT8 = int8(0.79, 0.995, 1.0, 0.6);

  @Test
  void good_files_pass_every_check() {
    GateReport report = judge(GOOD_FP32, GOOD_INT8);

    assertThat(report.name()).isEqualTo("model_test");
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.checks())
        .extracting(Check::name)
        .containsExactly(
            "accuracy_retention_fp32_tflite",
            "max_logit_difference_fp32_tflite",
            "accuracy_retention_int8_tflite",
            "top1_agreement_int8_tflite",
            "pruned_zeros_int8_tflite",
            "size_mb_int8_tflite",
            "p50_latency_ms_int8_tflite");
  }

  @Test
  void each_limit_blocks_by_itself() {
    assertBlocked("accuracy_retention_int8_tflite", GOOD_FP32, int8(0.7, 1, 1, 0.6));
    assertBlocked("top1_agreement_int8_tflite", GOOD_FP32, int8(0.8, 0.98, 1, 0.6));
    assertBlocked("p50_latency_ms_int8_tflite", GOOD_FP32, int8(0.8, 1, 2.5, 0.6));
    assertBlocked("pruned_zeros_int8_tflite", GOOD_FP32, int8(0.8, 1, 1, 0.49));
    assertBlocked("max_logit_difference_fp32_tflite", fp32(0.8, 2e-4), GOOD_INT8);
  }

  @Test
  void values_are_held_to_what_is_kept_of_their_rmse() {
    ModelMeasurement original = values(Precision.FP32, 2, 1);
    OptimizationResult result =
        new OptimizationResult(
            original.model().file(),
            List.of(original),
            List.of(values(Precision.FP32, 1.9, 1), values(Precision.INT8, 2.2, 0.98)),
            OptimizationSummary.of(original, original),
            0,
            List.of(),
            List.of());

    assertThat(ModelTestGate.judge(LIMITS, result).checks())
        .extracting(check -> check.name() + " " + check.verdict())
        .contains(
            "rmse_retention_fp32_tflite PASS",
            "rmse_retention_int8_tflite FAIL",
            "agreement_int8_tflite FAIL");
  }

  private static ModelMeasurement values(Precision precision, double rmse, double agreement) {
    ValueEvaluation test = new ValueEvaluation(100, rmse, rmse, 0.5, List.of(), List.of(), null);
    return new ModelMeasurement(model(precision), "runtime", test, 0, agreement, 1, 1, null, null);
  }

  @Test
  void a_float_file_alone_is_the_one_with_the_budget() {
    assertThat(judge(GOOD_FP32).checks())
        .extracting(Check::name)
        .contains("size_mb_fp32_tflite", "p50_latency_ms_fp32_tflite");
  }

  @Test
  void an_original_that_knows_nothing_makes_retention_inconclusive() {
    OptimizationResult result =
        new OptimizationResult(
            GOOD_FP32.model().file(),
            List.of(fp32(0, 0)),
            List.of(GOOD_FP32),
            OptimizationSummary.of(fp32(0, 0), GOOD_FP32),
            0,
            List.of(),
            List.of());

    assertThat(ModelTestGate.judge(LIMITS, result).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_difference_that_is_not_a_number_is_inconclusive() {
    assertThat(judge(fp32(0.8, Double.NaN), GOOD_INT8).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void what_may_be_inconclusive_says_so_and_does_not_block() {
    String check = "max_logit_difference_fp32_tflite";

    GateReport strict = judge(fp32(0.8, Double.NaN), GOOD_INT8);
    GateReport lenient = judge(allowing(Allowance.of(check)), fp32(0.8, Double.NaN), GOOD_INT8);

    assertThat(strict.blocking()).extracting(Check::name).containsExactly(check);
    assertThat(lenient.verdict()).isEqualTo(Verdict.PASS);
    assertThat(lenient.blocking()).isEmpty();
    assertThat(lenient.checks())
        .filteredOn(Check::allowed)
        .extracting(Check::name)
        .containsExactly(check);
  }

  @Test
  void every_check_of_the_gate_can_be_named() {
    assertThat(CheckNames.of(OutputKind.LOGITS))
        .containsAll(judge(GOOD_FP32, GOOD_INT8).checks().stream().map(Check::name).toList())
        .containsAll(judge(GOOD_FP32).checks().stream().map(Check::name).toList());
    assertThat(CheckNames.all())
        .doesNotHaveDuplicates()
        .containsAll(CheckNames.of(OutputKind.RECONSTRUCTION));
    for (Target target :
        List.of(
            new ClassTarget("label", List.of("a", "b")),
            new ValueTarget(List.of("y"), Floats.of(0), Floats.of(1)),
            new SelfTarget(null, 0.95),
            new SelfTarget("broken", 0.95))) {
      assertThat(CheckNames.of(target.output()))
          .contains(target.primary().name() + "_retention_int8_onnx");
    }
  }

  private static ModelTest allowing(Allowance allowance) {
    return new ModelTest(0.95, 1e-4, 0.99, Optional.of(1.0), Optional.of(2.0), allowance);
  }

  private static void assertBlocked(String check, ModelMeasurement... files) {
    assertThat(judge(files).blocking()).extracting(Check::name).containsExactly(check);
  }

  private static GateReport judge(ModelMeasurement... files) {
    return judge(LIMITS, files);
  }

  private static GateReport judge(ModelTest limits, ModelMeasurement... files) {
    OptimizationSummary summary = OptimizationSummary.of(ORIGINAL, files[0]);
    return ModelTestGate.judge(
        limits,
        new OptimizationResult(
            files[0].model().file(),
            List.of(ORIGINAL),
            List.of(files),
            summary,
            0.5,
            List.of(),
            List.of()));
  }

  private static ModelMeasurement fp32(double accuracy, double difference) {
    return new ModelMeasurement(
        model(Precision.FP32), "runtime", evaluation(accuracy), difference, 1, 1, 1, null, null);
  }

  private static ModelMeasurement int8(
      double accuracy, double agreement, double p50LatencyMs, double zeros) {
    return new ModelMeasurement(
        model(Precision.INT8),
        "runtime",
        evaluation(accuracy),
        0.5,
        agreement,
        p50LatencyMs,
        3,
        zeros,
        null);
  }

  private static ExportedModel model(Precision precision) {
    String name = ExportedModel.fileName(Format.TFLITE, precision);
    return new ExportedModel(new Artifact(name, "0".repeat(64), 1 << 19), Format.TFLITE, precision);
  }

  private static Evaluation evaluation(double accuracy) {
    return new ClassEvaluation(
        100, accuracy, accuracy, accuracy, accuracy, 1, List.of(), List.of());
  }
}
