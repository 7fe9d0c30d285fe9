package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.core.testing.ShownText;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.evaluation.ClassEvaluation;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.SelfEvaluation;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.LossSettings;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.testing.Recorded;
import io.edgeflow.train.testing.TestData;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelFile;
import io.edgeflow.train.transfer.ModelOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {
  @TempDir Path folder;
  private RunContext context;
  private TrainingInput input;

  @BeforeEach
  void prepare() {
    context = new Recorded().context(folder, 42, 1);
    ArtifactStore store = context.artifacts();
    input = new TrainingInput(TestData.manifest(store, 64, 24, 24), BatchTransform.none());
  }

  private static TrainConfig config(Optional<Integer> classes, Map<String, Double> thresholds) {
    return config(classes, thresholds, Allowance.none());
  }

  private static TrainConfig config(
      Optional<Integer> classes, Map<String, Double> thresholds, Allowance allowance) {
    return new TrainConfig(
        TestData.cnn(0.25),
        Optional.empty(),
        classes,
        new TrainingOptions(12, 8, 0.005, Optimizer.Kind.ADAM),
        LossSettings.usual(),
        List.of("accuracy", "f1"),
        thresholds,
        allowance,
        JudgedBy.VALUE,
        ReferenceConfig.none(),
        SliceConfig.none(),
        Optional.empty());
  }

  @Test
  void the_stage_trains_stores_and_measures_a_model() {
    ModelTrainer trainer = new ModelTrainer(config(Optional.of(4), Map.of("accuracy", 0.95)));

    TrainingResult result = trainer.run(input, context);
    assertThat(result.toString())
        .startsWith("TrainingResult[best epoch ")
        .contains(" of 12, accuracy 1.000, ", " of 24 test samples]", "\nvalidation accuracy ")
        .containsPattern("\ntrain loss .*[▁▂▃▄▅▆▇█]{12}\n")
        .doesNotContainPattern("@[0-9a-f]{4,}");
    ShownText.assertOneLine(result.test());

    ModelGraph stored = GraphFile.read(context.artifacts().open(result.model()));
    assertThat(stored.signature().outputs().get(0).labels()).isEqualTo(TestData.TARGET.labels());
    assertThat(stored.signature().preprocessing()).isEqualTo(input.dataset().preprocessing());
    assertThat(result.history()).hasSize(12);
    assertThat(result.test().primary().value()).isEqualTo(1);
    assertThat(result.test().samples()).isEqualTo(24);
    assertThat(result.validation().metric("loss").value())
        .isEqualTo(result.history().get(result.bestEpoch() - 1).valLoss());
    assertThat(Json.read(Json.text(result), TrainingResult.class, "test")).isEqualTo(result);
  }

  @Test
  void an_empty_test_split_is_refused_before_an_epoch_is_trained() {
    Recorded recorded = new Recorded();
    RunContext own = recorded.context(folder, 42, 1);
    ArtifactStore store = own.artifacts();
    SplitFiles none = TestData.samples(store).split(new float[0][], new int[0]);
    DatasetManifest manifest =
        TestData.samples(store)
            .manifest(TestData.bars(16, 1, store), TestData.bars(8, 2, store), none);
    ModelTrainer trainer = new ModelTrainer(config(Optional.empty(), Map.of()));

    assertThatThrownBy(() -> trainer.run(new TrainingInput(manifest, BatchTransform.none()), own))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The test split has no rows")
        .hasMessageContaining("data_pipeline.split");
    assertThat(recorded.events).isEmpty();
  }

  @Test
  void two_runs_store_the_same_bytes() {
    ModelTrainer trainer = new ModelTrainer(config(Optional.empty(), Map.of()));
    RunContext other = new Recorded().context(folder.resolve("other"), 42, 1);
    TrainingInput copied =
        new TrainingInput(TestData.manifest(other.artifacts(), 64, 24, 24), BatchTransform.none());

    TrainingResult again = trainer.run(copied, other);
    TrainingResult first = trainer.run(input, context);

    assertThat(again.model()).isEqualTo(first.model());
    assertThat(again.samples()).isEqualTo(first.samples());
  }

  @Test
  void the_report_holds_the_gate_the_metrics_and_the_model() {
    ModelTrainer trainer =
        new ModelTrainer(config(Optional.empty(), Map.of("accuracy", 0.95, "recall", 0.9)));
    TrainingResult result = trainer.run(input, context);

    StageReport report = trainer.report(result);

    assertThat(report.gate().orElseThrow().name()).isEqualTo("model_evaluation");
    assertThat(report.gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.gate().orElseThrow().checks())
        .extracting(check -> check.name() + " " + check.limit() + " " + check.samples())
        .containsExactly("accuracy 0.95 24", "recall 0.9 24");
    assertThat(report.metrics())
        .extracting(Metric::name)
        .containsExactly("accuracy", "f1", "test_loss", "val_loss", "val_accuracy", "best_epoch");
    assertThat(report.artifacts()).containsExactly(result.model(), result.samples());
  }

  @Test
  void a_metric_below_its_threshold_blocks_and_names_a_remedy() {
    GateReport gate =
        gate(config(Optional.empty(), Map.of("accuracy", 0.95)), classes(100, 0.9, 0.9));

    assertThat(gate.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(gate.blocking().get(0).remedy()).contains("thresholds.accuracy");
  }

  @Test
  void a_metric_that_may_be_inconclusive_says_so_and_does_not_block() {
    Map<String, Double> limits = Map.of("accuracy", 0.95, "recall", 0.9);
    Evaluation unmeasured = classes(100, 0.99, Double.NaN);

    GateReport strict = gate(config(Optional.empty(), limits), unmeasured);
    GateReport allowed = gate(config(Optional.empty(), limits, Allowance.of("recall")), unmeasured);

    assertThat(strict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(strict.blocking()).extracting(Check::name).containsExactly("recall");
    assertThat(allowed.verdict()).isEqualTo(Verdict.PASS);
    assertThat(allowed.blocking()).isEmpty();
    assertThat(allowed.checks())
        .extracting(check -> check.name() + " " + check.verdict() + " " + check.allowed())
        .containsExactly("accuracy PASS false", "recall INCONCLUSIVE true");
  }

  private static Evaluation classes(long rows, double accuracy, double recall) {
    return new ClassEvaluation(
        rows, accuracy, accuracy, recall, accuracy, 0.4, List.of(), List.of());
  }

  private GateReport gate(TrainConfig config, Evaluation measured) {
    TrainingResult result =
        new TrainingResult(
            context.artifacts().put("model", new byte[0]),
            1,
            List.of(new EpochMetrics(1, 1, 1, Map.of("val_accuracy", 0.5), 10)),
            measured,
            measured,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new ModelTrainer(config).report(result).gate().orElseThrow();
  }

  private static final Network MLP =
      Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of(16, 4, 16)));

  private static final Network AUTOENCODER =
      Network.of(new Autoencoder(), keys -> keys.set(Autoencoder.HIDDEN, List.of(16, 4, 16)));

  private static TrainConfig dense(Network network, Map<String, Double> thresholds) {
    return new TrainConfig(
        network,
        Optional.empty(),
        Optional.empty(),
        new TrainingOptions(20, 16, 0.005, Optimizer.Kind.ADAM),
        LossSettings.usual(),
        List.of(),
        thresholds,
        Allowance.none(),
        JudgedBy.VALUE,
        new ReferenceConfig(true, Optional.empty(), true),
        SliceConfig.none(),
        Optional.empty());
  }

  @Test
  void values_are_judged_by_limits_in_the_direction_of_each_metric() {
    Samples samples = Samples.values(context.artifacts());
    DatasetManifest data =
        samples.manifest(
            samples.valueRows(300, 1), samples.valueRows(60, 2), samples.valueRows(60, 3));
    ModelTrainer trainer = new ModelTrainer(dense(MLP, Map.of("rmse", 400.0, "mae", 1e-3)));

    TrainingResult result = trainer.run(new TrainingInput(data, BatchTransform.none()), context);

    StageReport report = trainer.report(result);
    assertThat(report.gate().orElseThrow().checks())
        .extracting(c -> c.name() + c.op().symbol() + c.limit() + " " + c.verdict())
        .containsExactly("mae<=0.001 FAIL", "r2>=0.0 PASS", "rmse<=400.0 PASS");
    assertThat(report.metrics())
        .extracting(Metric::name)
        .containsExactly("rmse", "mae", "r2", "val_loss", "val_rmse", "best_epoch");
    assertThat(report.metrics().get(4).direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    assertThat(Json.read(Json.text(result), TrainingResult.class, "test")).isEqualTo(result);
  }

  @Test
  void a_model_of_normal_samples_is_judged_by_how_it_tells_anomalies() {
    SelfTarget target = new SelfTarget("broken", 0.95);
    TrainingInput waves = new TrainingInput(waves(target), BatchTransform.none());
    ModelTrainer trainer = new ModelTrainer(dense(AUTOENCODER, Map.of()));

    TrainingResult result = trainer.run(waves, context);

    StageReport report = trainer.report(result);
    assertThat(report.gate().orElseThrow().checks())
        .extracting(c -> c.name() + c.op().symbol() + c.limit() + " " + c.verdict())
        .containsExactly("roc_auc>=0.5 PASS");
    assertThat(report.metrics())
        .extracting(Metric::name)
        .startsWith(
            "roc_auc", "pr_auc", "f1", "precision", "recall", "reconstruction_error", "val_loss");
    double threshold = ((SelfEvaluation) result.test()).threshold();
    assertThat(((SelfEvaluation) result.validation()).threshold()).isEqualTo(threshold);
    assertThat(Json.read(Json.text(result), TrainingResult.class, "test")).isEqualTo(result);
  }

  @Test
  void where_no_anomaly_is_known_the_error_need_only_be_finite() {
    TrainingInput waves =
        new TrainingInput(waves(new SelfTarget(null, 0.95)), BatchTransform.none());
    ModelTrainer trainer = new ModelTrainer(dense(AUTOENCODER, Map.of()));

    StageReport report = trainer.report(trainer.run(waves, context));

    assertThat(report.gate().orElseThrow().checks())
        .extracting(check -> check.name() + " " + check.verdict())
        .containsExactly("reconstruction_error PASS");
  }

  private DatasetManifest waves(SelfTarget target) {
    Samples samples = Samples.waves(context.artifacts(), target);
    return samples.manifest(
        samples.waveRows(200, false, 1),
        samples.waveRows(60, false, 2),
        samples.waveRows(60, target.anomaly() != null, 3));
  }

  @Test
  void a_metric_that_the_data_do_not_have_is_refused_before_training() {
    TrainingInput waves =
        new TrainingInput(waves(new SelfTarget(null, 0.95)), BatchTransform.none());
    ModelTrainer trainer = new ModelTrainer(dense(AUTOENCODER, Map.of("roc_auc", 0.9)));

    assertThatThrownBy(() -> trainer.run(waves, context))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("[roc_auc]")
        .hasMessageContaining("data_pipeline.features.anomaly");
  }

  private TrainingInput given(ModelGraph graph) {
    ModelFile file = new ModelFile("graph", Path.of("own.safetensors"));
    return new TrainingInput(
        input.dataset(),
        BatchTransform.none(),
        new GivenModel(file, new ModelOrigin("own.safetensors", "a".repeat(64), List.of()), graph));
  }

  private TrainConfig epochs(int epochs) {
    return TrainConfig.builder()
        .set(TrainConfig.GRAPH, Path.of("own.safetensors"))
        .set(TrainConfig.EPOCHS, epochs)
        .set(TrainConfig.BATCH_SIZE, 8)
        .set(TrainConfig.LEARNING_RATE, 0.005)
        .build();
  }

  @Test
  void a_given_model_is_taken_as_it_is_and_measured_when_there_are_no_epochs() {
    ModelTrainer network = new ModelTrainer(config(Optional.empty(), Map.of()));
    ModelGraph trained =
        GraphFile.read(context.artifacts().open(network.run(input, context).model()));
    ModelTrainer trainer = new ModelTrainer(epochs(0));

    TrainingResult result = trainer.run(given(trained), context);

    assertThat(GraphFile.read(context.artifacts().open(result.model())).constants())
        .isEqualTo(trained.constants());
    assertThat(result.history()).isEmpty();
    assertThat(result.bestEpoch()).isZero();
    assertThat(result.origin())
        .isEqualTo(new ModelOrigin("own.safetensors", "a".repeat(64), List.of()));
    assertThat(trainer.report(result).gate().orElseThrow().verdict()).isEqualTo(Verdict.PASS);
    assertThat(trainer.report(result).metrics())
        .extracting(Metric::name)
        .contains("accuracy", "val_loss", "val_accuracy")
        .doesNotContain("best_epoch");
    assertThat(Json.read(Json.text(result), TrainingResult.class, "test")).isEqualTo(result);
  }

  @Test
  void training_goes_on_from_a_given_models_weights_with_a_head_for_the_datas_classes() {
    ModelGraph other =
        TestData.cnn(0.25)
            .untrained(TestData.SPEC, new ClassTarget("x", List.of("a", "b")), 9, null);
    ModelTrainer trainer = new ModelTrainer(epochs(12));

    TrainingResult result = trainer.run(given(other), context);

    assertThat(result.test().primary().value()).isEqualTo(1);
    assertThat(trainer.report(result).notes())
        .containsExactly(
            "the model came from own.safetensors, sha256 " + "a".repeat(64),
            "own.safetensors: a new head: fc2 gave 2 numbers, the data have 4 classes");
  }

  @Test
  void data_with_another_number_of_classes_is_refused_before_training() {
    ModelTrainer trainer = new ModelTrainer(config(Optional.of(10), Map.of()));

    assertThatThrownBy(() -> trainer.run(input, context))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.CONFIG))
        .hasMessageContaining("model_training.model.num_classes")
        .hasMessageContaining("limit: 10")
        .hasMessageContaining("set it to 4");
  }

  @Test
  void other_slices_of_a_kept_training_are_measured_and_its_weights_stay() {
    TrainConfig plain = config(Optional.of(4), Map.of());
    TrainingResult kept = new ModelTrainer(plain).run(input, context);
    TrainConfig sliced =
        TrainConfig.builder()
            .set(SliceConfig.SLICES, List.of("class"))
            .set(SliceConfig.MIN_SLICE_SAMPLES, 6)
            .set(Limits.inSlices(Limits.ACCURACY), 0.9)
            .build();
    ModelTrainer trainer = new ModelTrainer(sliced);

    TrainingResult measured = trainer.measuredAnew(kept, input, context);
    TrainingResult plainAgain = new ModelTrainer(plain).measuredAnew(measured, input, context);

    assertThat(measured.model()).isEqualTo(kept.model());
    assertThat(measured.measuredSlices())
        .extracting(slice -> slice.label() + " " + slice.samples())
        .containsExactly(
            "class = class 0 6", "class = class 1 6", "class = class 2 6", "class = class 3 6");
    assertThat(trainer.measuredAnew(measured, input, context)).isSameAs(measured);
    assertThat(plainAgain).isEqualTo(kept);
    StageReport report = trainer.report(measured);
    assertThat(report.gate().orElseThrow().checks())
        .extracting(check -> check.name() + " " + check.verdict())
        .containsExactly("accuracy PASS", "worst_slice_accuracy PASS");
    assertThat(report.notes())
        .containsExactly(
            "the worst slice is class = class 0: accuracy 1.000 on 6 test rows, 1.000 on all");
    assertThat(Json.read(Json.text(measured), TrainingResult.class, "test")).isEqualTo(measured);
  }
}
