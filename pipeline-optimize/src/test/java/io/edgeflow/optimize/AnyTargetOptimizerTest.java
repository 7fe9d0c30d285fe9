package io.edgeflow.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.core.testing.ShownText;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.optimize.OptimizeConfig.Distillation;
import io.edgeflow.optimize.OptimizeConfig.Pruning;
import io.edgeflow.optimize.OptimizeConfig.Quantization;
import io.edgeflow.train.ModelTrainer;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.TrainingInput;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.evaluation.SelfEvaluation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dense networks of vectors and series, trained, pruned, in 8 bits, in their runtimes. */
class AnyTargetOptimizerTest {
  @TempDir Path folder;
  private RunContext context;

  @BeforeEach
  void start() {
    context = RunContext.standalone(folder, 42);
  }

  private static TrainConfig mlp() {
    return training(new Mlp(), Mlp.HIDDEN, List.of(64, 32));
  }

  private static TrainConfig training(
      Architecture network, Field<List<Integer>> hidden, List<Integer> features) {
    return TrainConfig.builder()
        .set(TrainConfig.TYPE, network)
        .set(hidden, features)
        .set(TrainConfig.EPOCHS, 30)
        .set(TrainConfig.BATCH_SIZE, 16)
        .set(TrainConfig.LEARNING_RATE, 0.005)
        .build();
  }

  private static OptimizeConfig config(Pruning pruning, Distillation distillation) {
    return new OptimizeConfig(
        new Quantization(true, Precision.INT8, 200),
        pruning,
        distillation,
        List.of(Format.ONNX, Format.TFLITE),
        ExportOptions.DEFAULTS,
        OptimizeConfig.defaults().modelTest());
  }

  private static OptimizeConfig pruned() {
    return config(new Pruning(true, 0.3, 10), OptimizeConfig.defaults().distillation());
  }

  private DatasetManifest values() {
    Samples samples = Samples.values(context.artifacts());
    return samples.manifest(
        samples.valueRows(600, 1), samples.valueRows(100, 2), samples.valueRows(200, 3));
  }

  private DatasetManifest waves() {
    Samples samples = Samples.waves(context.artifacts(), new SelfTarget("broken", 0.95));
    return samples.manifest(
        samples.waveRows(400, false, 1),
        samples.waveRows(100, false, 2),
        samples.waveRows(200, true, 3));
  }

  private OptimizationInput trained(DatasetManifest data, TrainConfig config) {
    Artifact model =
        new ModelTrainer(config)
            .run(new TrainingInput(data, BatchTransform.none()), context)
            .model();
    return new OptimizationInput(data, model, BatchTransform.none(), config);
  }

  @Test
  void values_keep_their_rmse_in_8_bits() {
    ModelOptimizer optimizer = new ModelOptimizer(pruned());

    OptimizationResult result = optimizer.run(trained(values(), mlp()), context);
    ShownText.assertOneLine(result);

    OptimizationSummary summary = result.summary();
    assertThat(summary.metric().name()).isEqualTo("rmse");
    assertThat(summary.retention()).isEqualTo(summary.original() / summary.optimized());
    assertThat(summary.drop()).isEqualTo(summary.optimized() - summary.original());
    assertThat(result.sparsity()).isGreaterThanOrEqualTo(0.3);
    for (ModelMeasurement file : result.models()) {
      assertThat(file.test().metric("r2").value()).as(file.id()).isGreaterThan(0.97);
    }
    assertFloatFilesAreTheirGraphs(result);
    assertThat(optimizer.report(result).metrics())
        .extracting(Metric::name)
        .contains(
            "original_rmse", "optimized_rmse", "rmse_drop", "rmse_retention", "rmse_int8_tflite");
    assertThat(Json.read(Json.text(result), OptimizationResult.class, "test")).isEqualTo(result);
  }

  @Test
  void a_student_of_values_is_smaller_and_still_right() {
    OptimizeConfig config =
        config(new Pruning(false, 0, 0), new Distillation(true, 1, 0.5, 40, 0.5));

    OptimizationResult result = new ModelOptimizer(config).run(trained(values(), mlp()), context);

    assertThat(result.distillation()).hasSize(40);
    assertThat(result.models().get(0).sizeMb()).isLessThan(result.originals().get(0).sizeMb());
    assertThat(result.models().get(0).test().metric("r2").value()).isGreaterThan(0.97);
  }

  @Test
  void an_autoencoder_tells_anomalies_in_8_bits_by_a_threshold_of_each_file() {
    DatasetManifest data = waves();
    ModelOptimizer optimizer = new ModelOptimizer(pruned());

    OptimizationResult result =
        optimizer.run(
            trained(data, training(new Autoencoder(), Autoencoder.HIDDEN, List.of(32, 8, 32))),
            context);

    assertFloatFilesAreTheirGraphs(result);
    for (ModelMeasurement file : result.models()) {
      assertThat(file.test().primary().name()).isEqualTo("roc_auc");
      assertThat(file.test().primary().value()).as(file.id()).isGreaterThan(0.98);
      assertThat(file.test().metric("f1").value()).as(file.id()).isGreaterThan(0.85);
    }
    assertThat(thresholds(result, Precision.INT8))
        .doesNotContainAnyElementsOf(thresholds(result, Precision.FP32));
    assertThresholdIsTheFilesOwn(result.models().get(3), data);
    assertThat(optimizer.report(result).gate().orElseThrow().checks())
        .filteredOn(check -> check.outcome().orElseThrow() != Verdict.PASS)
        .extracting(Check::name)
        .isEmpty();
  }

  private static List<Double> thresholds(OptimizationResult result, Precision precision) {
    return result.models().stream()
        .filter(file -> file.model().precision() == precision)
        .map(file -> ((SelfEvaluation) file.test()).threshold())
        .toList();
  }

  private void assertThresholdIsTheFilesOwn(ModelMeasurement measured, DatasetManifest data) {
    Path file = context.artifacts().open(measured.model().file());
    Dataset opened = Dataset.open(data, context.artifacts());
    try (Predictor predictor = Runtimes.openReproducible(file, measured.model().format(), 1)) {
      Progress silent = Progress.silent();
      Thresholds own = ModelEvaluator.thresholds(predictor, opened.validation(), silent);
      assertThat(own.requireAnomaly()).isEqualTo(((SelfEvaluation) measured.test()).threshold());
      assertThat(ModelEvaluator.evaluate(predictor, opened.test(), own, silent))
          .isEqualTo(measured.test());
    }
  }

  private static void assertFloatFilesAreTheirGraphs(OptimizationResult result) {
    for (ModelMeasurement file : result.models()) {
      if (file.model().precision() == Precision.FP32) {
        assertThat(file.maxLogitDifference()).as(file.id()).isLessThan(1e-4);
        assertThat(file.agreement()).as(file.id()).isEqualTo(1);
      }
    }
  }
}
