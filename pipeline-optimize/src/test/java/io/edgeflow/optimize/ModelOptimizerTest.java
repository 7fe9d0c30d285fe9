package io.edgeflow.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.formats.lower.FloatIslands;
import io.edgeflow.optimize.OptimizeConfig.Distillation;
import io.edgeflow.optimize.OptimizeConfig.Pruning;
import io.edgeflow.optimize.OptimizeConfig.Quantization;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.architecture.Cnn;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelFile;
import io.edgeflow.train.transfer.ModelOrigin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stage on the shipped digits at the shipped size, with a short training. */
class ModelOptimizerTest {
  private static final int SIDE = 32;
  private static final OptimizeConfig CONFIG =
      new OptimizeConfig(
          new Quantization(true, Precision.INT8, 128),
          new Pruning(true, 0.5, 1),
          OptimizeConfig.defaults().distillation(),
          List.of(Format.ONNX, Format.TFLITE),
          ExportOptions.DEFAULTS,
          OptimizeConfig.defaults().modelTest());

  @TempDir private static Path folder;
  private static RunContext context;
  private static OptimizationInput input;
  private static OptimizationResult result;

  @BeforeAll
  static void train_and_optimize() {
    context = RunContext.standalone(folder, 42);
    DatasetManifest manifest = Digits.manifest(context.artifacts(), SIDE);
    Dataset data = Dataset.open(manifest, context.artifacts());
    ModelGraph untrained =
        Network.of(new Cnn())
            .untrained(data.schema().features(), data.schema().target(), 42, data.preprocessing());
    ModelGraph trained =
        TrainingLoop.fit(
                untrained,
                data,
                BatchTransform.none(),
                new TrainingOptions(2, 32, 0.001, Optimizer.Kind.ADAM),
                new Loss.CrossEntropy(),
                context)
            .graph();
    Artifact model = context.artifacts().put("model.safetensors", GraphFile.bytes(trained));
    TrainConfig training = TrainConfig.defaults();
    input = new OptimizationInput(manifest, model, BatchTransform.none(), training);
    result = new ModelOptimizer(CONFIG).run(input, context);
  }

  @Test
  void it_writes_every_format_in_both_precisions() {
    assertThat(result.models())
        .extracting(m -> m.model().file().name())
        .containsExactly(
            "model.fp32.onnx", "model.int8.onnx", "model.fp32.tflite", "model.int8.tflite");
    assertThat(result.originals())
        .extracting(m -> m.model().file().name())
        .containsExactly("original.model.fp32.onnx", "original.model.fp32.tflite");
  }

  @Test
  void the_gate_passes_with_every_files_own_checks() {
    StageReport report = new ModelOptimizer(CONFIG).report(result);

    assertThat(report.gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.gate().orElseThrow().checks())
        .extracting(Check::name)
        .contains(
            "accuracy_retention_int8_tflite",
            "max_logit_difference_fp32_onnx",
            "top1_agreement_int8_onnx",
            "pruned_zeros_int8_tflite")
        .hasSize(12);
  }

  @Test
  void operators_that_an_int8_file_computes_in_floats_are_noted_and_kept() {
    FloatIslands islands = new FloatIslands(new TreeMap<>(Map.of("Gelu", 2)), List.of("act"));
    OptimizationResult torn =
        new OptimizationResult(
            result.graph(),
            result.originals(),
            result.models().stream().map(m -> computing(m, islands)).toList(),
            result.summary(),
            result.sparsity(),
            result.distillation(),
            result.fineTuning());

    assertThat(new ModelOptimizer(CONFIG).report(torn).notes())
        .containsExactly(
            "model.int8.onnx computes in floats: 2 Gelu; between integers: act",
            "model.int8.tflite computes in floats: 2 Gelu; between integers: act");
    assertThat(new ModelOptimizer(CONFIG).report(result).notes()).isEmpty();
    assertThat(Json.read(Json.text(torn), OptimizationResult.class, "test")).isEqualTo(torn);
  }

  private static ModelMeasurement computing(ModelMeasurement of, FloatIslands islands) {
    return new ModelMeasurement(
        of.model(),
        of.runtime(),
        of.test(),
        of.maxLogitDifference(),
        of.agreement(),
        of.p50LatencyMs(),
        of.p95LatencyMs(),
        of.prunedZeros(),
        of.model().precision() == Precision.INT8 ? islands : null);
  }

  @Test
  void the_zeros_of_pruning_stand_in_the_int8_files() {
    assertThat(result.sparsity()).isGreaterThanOrEqualTo(0.5);
    for (ModelMeasurement file : result.models()) {
      assertThat(file.prunedZeros()).as(file.id()).isGreaterThanOrEqualTo(0.5);
    }
    assertThat(result.originals()).extracting(ModelMeasurement::prunedZeros).containsOnlyNulls();
  }

  @Test
  void int8_keeps_the_accuracy_and_a_quarter_of_the_size() {
    OptimizationSummary summary = result.summary();

    assertThat(summary.model()).isEqualTo("model.int8.tflite");
    assertThat(summary.original()).isGreaterThan(0.85);
    assertThat(summary.retention()).isGreaterThanOrEqualTo(0.99);
    assertThat(summary.optimizedSizeMb() / summary.originalSizeMb()).isLessThanOrEqualTo(0.27);
    assertThat(summary.compressionRatio()).isGreaterThan(3.7);
    assertThat(summary.drop()).isEqualTo(summary.original() - summary.optimized());
  }

  @Test
  void the_measured_accuracy_is_that_of_the_stored_file() {
    ModelMeasurement measured = result.models().get(3);
    Path file = context.artifacts().open(measured.model().file());
    Dataset data = Dataset.open(input.dataset(), context.artifacts());

    try (Predictor predictor = Runtimes.openReproducible(file, Format.TFLITE, 1)) {
      assertThat(evaluate(predictor, data.test())).isEqualTo(measured.test());
    }
    assertThat(measured.model().precision()).isEqualTo(Precision.INT8);
    assertThat(measured.p50LatencyMs()).isPositive().isLessThanOrEqualTo(measured.p95LatencyMs());
  }

  @Test
  void quality_is_measured_with_kernels_that_give_the_same_integers_on_every_processor() {
    assertThat(result.models())
        .filteredOn(measured -> measured.model().format() == Format.TFLITE)
        .isNotEmpty()
        .allMatch(measured -> measured.runtime().endsWith("with built-in kernels"));
  }

  @Test
  void the_stored_graph_has_masks_and_ranges() {
    ModelGraph graph = GraphFile.read(context.artifacts().open(result.graph()));

    assertThat(graph.ranges()).containsKeys("input", "relu1", "fc2");
    assertThat(graph.constant("fc1.weight").pruningMask()).isPresent();
    assertThat(result.fineTuning()).hasSize(1);
  }

  @Test
  void a_second_run_gives_the_same_files_and_numbers_but_for_latency() {
    OptimizationResult again = new ModelOptimizer(CONFIG).run(input, context);

    assertThat(Json.text(withoutTiming(again))).isEqualTo(Json.text(withoutTiming(result)));
  }

  @Test
  void the_result_survives_json() {
    String json = Json.text(result);

    assertThat(Json.read(json, OptimizationResult.class, "test")).isEqualTo(result);
  }

  @Test
  void metrics_carry_the_names_that_other_tools_rely_on() {
    assertThat(new ModelOptimizer(CONFIG).report(result).metrics())
        .extracting(Metric::name)
        .contains(
            "original_size_mb",
            "optimized_size_mb",
            "compression_ratio",
            "original_accuracy",
            "optimized_accuracy",
            "accuracy_drop",
            "accuracy_retention",
            "p50_latency_ms_int8_tflite");
  }

  @Test
  void without_pruning_and_quantization_the_files_are_the_originals() {
    OptimizeConfig plain =
        new OptimizeConfig(
            new Quantization(false, Precision.INT8, 1),
            new Pruning(false, 0, 0),
            CONFIG.distillation(),
            List.of(Format.ONNX),
            ExportOptions.DEFAULTS,
            CONFIG.modelTest());

    OptimizationResult untouched = new ModelOptimizer(plain).run(input, context);

    assertThat(untouched.models().get(0).model().file().sha256())
        .isEqualTo(untouched.originals().get(0).model().file().sha256());
    assertThat(untouched.summary().retention()).isEqualTo(1);
    assertThat(new ModelOptimizer(plain).report(untouched).gate().orElseThrow().passes()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"FP16, 2", "INT8_WEIGHTS, 3.9"})
  void files_of_the_type_asked_for_are_measured_and_judged_without_calibration(
      Precision type, double ratio) {
    OptimizeConfig small =
        new OptimizeConfig(
            new Quantization(true, type, 1),
            new Pruning(false, 0, 0),
            CONFIG.distillation(),
            CONFIG.formats(),
            ExportOptions.DEFAULTS,
            CONFIG.modelTest());

    OptimizationResult smaller = new ModelOptimizer(small).run(input, context);

    assertThat(smaller.models().stream().map(m -> m.model().file().name()))
        .containsExactly(
            "model.fp32.onnx",
            "model." + type.id() + ".onnx",
            "model.fp32.tflite",
            "model." + type.id() + ".tflite");
    assertThat(smaller.summary().model()).isEqualTo("model." + type.id() + ".tflite");
    assertThat(smaller.summary().compressionRatio()).isCloseTo(ratio, within(0.1));
    assertThat(smaller.summary().retention()).isGreaterThan(0.99);
    assertThat(GraphFile.read(context.artifacts().open(smaller.graph())).ranges()).isEmpty();
    GateReport gate = new ModelOptimizer(small).report(smaller).gate().orElseThrow();
    assertThat(gate.passes()).isTrue();
    assertThat(gate.checks())
        .extracting(check -> check.name())
        .contains("top1_agreement_" + type.id() + "_tflite");
  }

  @Test
  void a_distilled_student_is_smaller_than_its_teacher() {
    OptimizeConfig distilling = distilling(new Distillation(true, 4, 0.7, 1, 0.25));

    OptimizationResult student = new ModelOptimizer(distilling).run(input, context);

    assertThat(student.distillation()).hasSize(1);
    assertThat(student.summary().compressionRatio()).isGreaterThan(30);
    assertThat(student.models().get(0).maxLogitDifference()).isLessThan(1e-4);
  }

  @Test
  void a_model_from_a_file_teaches_and_is_named() {
    ModelGraph trained = GraphFile.read(context.artifacts().open(input.model()));
    List<Node> nodes = new ArrayList<>(trained.nodes());
    String scores = trained.signature().output();
    nodes.add(new Node("probabilities", new Softmax(), List.of(scores), Map.of()));
    Signature signature =
        Signature.of(
            trained.signature().input(),
            trained.signature().inputShape(),
            "probabilities",
            null,
            null);
    ModelGraph foreign = new ModelGraph("foreign", nodes, trained.constants(), Map.of(), signature);
    GivenModel teacher =
        new GivenModel(
            new ModelFile("onnx", Path.of("large.onnx")),
            new ModelOrigin("large.onnx", "0".repeat(64), List.of()),
            foreign);
    OptimizeConfig distilling = distilling(new Distillation(true, 4, 1, 1, 0.25));
    OptimizationInput given =
        new OptimizationInput(
            input.dataset(), input.model(), input.augmentation(), input.training(), teacher);

    OptimizationResult taught = new ModelOptimizer(distilling).run(given, context);

    // The scores before its softmax are the trained model's, so that its student is the same one.
    assertThat(taught.graph())
        .isEqualTo(new ModelOptimizer(distilling).run(input, context).graph());
    assertThat(new ModelOptimizer(distilling).report(taught).notes().get(0))
        .isEqualTo("the teacher came from large.onnx, sha256 " + "0".repeat(64));
    assertThat(new ModelOptimizer(distilling).report(taught).notes().get(1))
        .startsWith("large.onnx: the node probabilities at its end");
  }

  private static OptimizeConfig distilling(Distillation distillation) {
    return new OptimizeConfig(
        new Quantization(true, Precision.INT8, 32),
        new Pruning(false, 0, 0),
        distillation,
        List.of(Format.TFLITE),
        ExportOptions.DEFAULTS,
        CONFIG.modelTest());
  }

  private static Evaluation evaluate(Predictor predictor, Split split) {
    return ModelEvaluator.evaluate(predictor, split, Thresholds.NONE, Progress.silent());
  }

  private static OptimizationResult withoutTiming(OptimizationResult of) {
    return new OptimizationResult(
        of.graph(),
        of.originals().stream().map(ModelOptimizerTest::withoutTiming).toList(),
        of.models().stream().map(ModelOptimizerTest::withoutTiming).toList(),
        of.summary(),
        of.sparsity(),
        List.of(),
        List.of());
  }

  private static ModelMeasurement withoutTiming(ModelMeasurement of) {
    return new ModelMeasurement(
        of.model(),
        of.runtime(),
        of.test(),
        of.maxLogitDifference(),
        of.agreement(),
        0,
        0,
        of.prunedZeros(),
        of.floats());
  }
}
