package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.testing.Samples;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.LossKind;
import io.edgeflow.train.loss.LossSettings;
import io.edgeflow.train.loss.NumberLoss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.testing.Recorded;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetTrainingTest {
  private static final SelfTarget ANOMALIES = new SelfTarget("broken", 0.95);

  @TempDir Path folder;
  private final Recorded recorded = new Recorded();
  private ArtifactStore store;

  @BeforeEach
  void prepare() {
    store = new ArtifactStore(folder.resolve("artifacts"));
  }

  private Dataset values() {
    Samples samples = Samples.values(store);
    return samples.dataset(
        samples.valueRows(400, 1), samples.valueRows(100, 2), samples.valueRows(100, 3));
  }

  private Dataset waves() {
    Samples samples = Samples.waves(store, ANOMALIES);
    return samples.dataset(
        samples.waveRows(400, false, 1),
        samples.waveRows(100, false, 2),
        samples.waveRows(100, true, 3));
  }

  private static ModelGraph mlp(Dataset data, Integer... hidden) {
    return untrained(data, Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of(hidden))));
  }

  private static ModelGraph autoencoder(Dataset data, Integer... hidden) {
    return untrained(
        data, Network.of(new Autoencoder(), keys -> keys.set(Autoencoder.HIDDEN, List.of(hidden))));
  }

  private static ModelGraph untrained(Dataset data, Network network) {
    return network.untrained(
        data.schema().features(), data.schema().target(), 1, data.preprocessing());
  }

  private TrainedGraph fit(ModelGraph graph, Dataset data, int epochs, Loss loss) {
    return fit(graph, data, epochs, loss, BatchTransform.none());
  }

  private TrainedGraph fit(
      ModelGraph graph, Dataset data, int epochs, Loss loss, BatchTransform augmentation) {
    return TrainingLoop.fit(
        graph,
        data,
        augmentation,
        new TrainingOptions(epochs, 16, 0.005, Optimizer.Kind.ADAM),
        loss,
        recorded.context(folder, 42, 1));
  }

  private static Evaluation test(TrainedGraph trained, Dataset data) {
    try (Predictor predictor = new GraphPredictor(trained.graph(), 1)) {
      Progress silent = Progress.silent();
      Thresholds thresholds = ModelEvaluator.thresholds(predictor, data.validation(), silent);
      return ModelEvaluator.evaluate(predictor, data.test(), thresholds, silent);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CROSS_ENTROPY", "FOCAL"},
      mode = EnumSource.Mode.EXCLUDE)
  void an_mlp_learns_values_of_very_different_spread_by_every_loss(LossKind kind) {
    Dataset data = values();

    TrainedGraph trained = fit(mlp(data, 32), data, 40, kind.create(LossSettings.usual()));

    assertThat(test(trained, data).metric("r2").value()).isGreaterThan(0.98);
  }

  @ParameterizedTest
  @EnumSource(names = {"VAL_MAE", "VAL_R2"})
  void a_metric_of_values_can_choose_the_best_epoch(Monitor monitor) {
    Dataset data = values();
    TrainingOptions options =
        new TrainingOptions(5, 16, 0.03, Optimizer.Kind.ADAM)
            .withStopping(new Stopping(monitor, OptionalInt.empty()));

    TrainedGraph trained =
        TrainingLoop.fit(
            mlp(data, 32),
            data,
            BatchTransform.none(),
            options,
            new NumberLoss.Squared(),
            recorded.context(folder, 42, 1));

    List<Double> found =
        trained.history().stream().map(epoch -> epoch.values().get(monitor.id())).toList();
    double best = monitor == Monitor.VAL_MAE ? Collections.min(found) : Collections.max(found);
    assertThat(trained.bestEpoch()).isEqualTo(found.indexOf(best) + 1);
    try (Predictor predictor = new GraphPredictor(trained.graph(), 1)) {
      Evaluation again =
          ModelEvaluator.evaluate(predictor, data.validation(), Thresholds.NONE, Progress.silent());
      assertThat(again.metric(monitor.metric()).value()).isEqualTo(best);
    }
  }

  @Test
  void the_quality_of_values_is_their_rmse_in_the_units_of_the_data() {
    Dataset data = values();

    TrainedGraph trained = fit(mlp(data, 32), data, 3, new NumberLoss.Squared());

    assertThat(recorded.metrics)
        .containsOnlyKeys("train_loss", "train_rmse", "val_loss", "val_rmse");
    assertThat(recorded.tasks).containsExactly("train 1200 samples");
    EpochMetrics best = trained.history().get(trained.bestEpoch() - 1);
    Dataset asTest =
        Samples.values(store)
            .dataset(
                Samples.values(store).valueRows(4, 1),
                Samples.values(store).valueRows(4, 2),
                Samples.values(store).valueRows(100, 2));
    double rmse = test(trained, asTest).metric("rmse").value();
    assertThat(best.quality().get("val_rmse")).isCloseTo(rmse, within(1e-4 * rmse));
    assertThat(rmse).isGreaterThan(1);
    assertThat(best.valLoss()).isLessThan(1);
  }

  @Test
  void an_autoencoder_tells_noise_from_waves() {
    Dataset data = waves();

    TrainedGraph trained = fit(autoencoder(data, 32, 4, 32), data, 30, Loss.of(ANOMALIES));

    Evaluation test = test(trained, data);
    assertThat(test.metric("roc_auc").value()).isGreaterThan(0.99);
    assertThat(test.metric("f1").value()).isGreaterThan(0.85);
    assertThat(recorded.metrics).containsOnlyKeys("train_loss", "val_loss");
  }

  @Test
  void a_sample_is_learnt_as_it_was_before_augmentation() {
    Dataset data = waves();
    ModelGraph network = autoencoder(data, 4);

    TrainedGraph blind =
        fit(network, data, 1, Loss.of(ANOMALIES), (batch, rows, features, epoch) -> blank(batch));

    // A blank sample whose truth is blank too would be learnt at once.
    assertThat(blind.history().get(0).trainLoss()).isGreaterThan(0.3);
  }

  private static void blank(FloatBuffer batch) {
    for (int i = 0; i < batch.remaining(); i++) {
      batch.put(i, 0);
    }
  }

  @Test
  void a_last_batch_of_one_row_leaves_the_running_statistics_numbers() {
    Samples samples = Samples.waves(store, ANOMALIES);
    SplitFiles rows = samples.waveRows(17, false, 1);
    Dataset data = samples.dataset(rows, rows, rows);

    TrainedGraph trained = fit(autoencoder(data, 4), data, 2, Loss.of(ANOMALIES));

    for (float variance : trained.graph().constant("norm1.variance").value().toFloats()) {
      assertThat(variance).isFinite();
    }
  }

  @Test
  void equal_seeds_give_equal_bytes() {
    Dataset data = waves();
    ModelGraph network = autoencoder(data, 8, 2, 8);

    byte[] first = GraphFile.bytes(fit(network, data, 2, Loss.of(ANOMALIES)).graph());

    assertThat(GraphFile.bytes(fit(network, data, 2, Loss.of(ANOMALIES)).graph())).isEqualTo(first);
  }

  @Test
  void a_student_of_values_learns_from_its_teacher_alone() {
    Dataset data = values();
    NumberLoss squared = new NumberLoss.Squared();
    ModelGraph teacher = fit(mlp(data, 32), data, 30, squared).graph();

    TrainedGraph student =
        fit(mlp(data, 16), data, 40, new Loss.ValueDistillation(teacher, squared, 1));

    assertThat(test(student, data).metric("r2").value()).isGreaterThan(0.95);
  }

  @Test
  void a_loss_of_another_target_is_refused_with_those_that_fit() {
    Dataset data = values();

    assertThatThrownBy(() -> fit(mlp(data, 4), data, 1, new Loss.CrossEntropy()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("loss does not fit the target")
        .hasMessageContaining("[mse, mae, huber]");
  }

  @Test
  void a_network_for_another_target_is_refused() {
    Dataset data = values();
    ModelGraph one =
        Network.of(new Mlp())
            .untrained(data.schema().features(), ValueTarget.unscaled(List.of("x")), 1, null);

    assertThatThrownBy(() -> fit(one, data, 1, new NumberLoss.Squared()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit the data's values");
  }

  @Test
  void a_value_that_is_not_finite_and_an_anomaly_to_learn_from_are_refused() {
    Samples values = Samples.values(store);
    SplitFiles good = values.valueRows(4, 1);
    SplitFiles bad = values.split(new float[2][4], new float[][] {{1, 1}, {1, Float.NaN}});
    Dataset missing = values.dataset(good, bad, good);
    Samples waves = Samples.waves(store, ANOMALIES);
    SplitFiles broken = waves.waveRows(4, true, 1);
    Dataset mixed = waves.dataset(broken, broken, broken);

    assertThatThrownBy(() -> fit(mlp(missing, 4), missing, 1, new NumberLoss.Squared()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("validation split is not finite")
        .hasMessageContaining("row 1");
    assertThatThrownBy(() -> fit(autoencoder(mixed, 4), mixed, 1, Loss.of(ANOMALIES)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("anomaly is in the train split");
  }

  @Test
  void a_reconstruction_of_colour_images_is_refused_whatever_the_network() {
    Samples samples =
        new Samples(store, FeatureSpec.image(new ImageShape(1, 2, 3)), new SelfTarget(null, 0.9));
    SplitFiles rows = samples.split(new float[4][6]);
    Dataset data = samples.dataset(rows, rows, rows);
    ModelGraph values =
        Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of()))
            .untrained(
                data.schema().features(),
                ValueTarget.unscaled(List.of("a", "b", "c", "d", "e", "f")),
                1,
                null);

    assertThatThrownBy(() -> fit(values, data, 1, new NumberLoss.Squared()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit the data's target")
        .hasMessageContaining("one channel");
  }
}
