package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.Constant.Kind;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.schedule.Decay;
import io.edgeflow.train.schedule.Schedule;
import io.edgeflow.train.testing.Recorded;
import io.edgeflow.train.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
  private static final TrainingOptions SHORT =
      new TrainingOptions(3, 16, 0.003, Optimizer.Kind.ADAM);

  private static final Network SMALL = TestData.cnn(0.1);

  @TempDir Path folder;
  private ArtifactStore store;
  private Dataset data;

  @BeforeEach
  void prepare() {
    store = new ArtifactStore(folder.resolve("artifacts"));
    data = TestData.dataset(store, 70, 24, 24);
  }

  private static ModelGraph network() {
    return TestData.cnn(0.25).untrained(TestData.SPEC, TestData.TARGET, 1, null);
  }

  private static Evaluation evaluate(GraphPredictor predictor, Split split) {
    return ModelEvaluator.evaluate(predictor, split, Thresholds.NONE, Progress.silent());
  }

  private TrainedGraph fit(ModelGraph graph, TrainingOptions options, BatchTransform augmentation) {
    return fit(graph, options, augmentation, new Recorded(), 42, 1);
  }

  private TrainedGraph fit(
      ModelGraph graph,
      TrainingOptions options,
      BatchTransform augmentation,
      Recorded recorded,
      long seed,
      int threads) {
    return TrainingLoop.fit(
        graph,
        data,
        augmentation,
        options,
        new Loss.CrossEntropy(),
        recorded.context(folder, seed, threads));
  }

  @ParameterizedTest
  @EnumSource
  void a_small_problem_is_learned(Optimizer.Kind optimizer) {
    double rate = optimizer == Optimizer.Kind.SGD ? 0.05 : 0.005;

    TrainedGraph result =
        fit(network(), new TrainingOptions(15, 8, rate, optimizer), BatchTransform.none());

    EpochMetrics best = result.history().get(result.bestEpoch() - 1);
    assertThat(best.quality().get("val_accuracy")).isEqualTo(1);
    assertThat(best.valLoss()).isLessThan(0.1);
    try (GraphPredictor predictor = new GraphPredictor(result.graph(), 1)) {
      assertThat(evaluate(predictor, data.test()).primary().value()).isEqualTo(1);
    }
  }

  @Test
  void equal_seeds_give_equal_bytes_and_others_do_not() {
    byte[] first = GraphFile.bytes(fit(42).graph());

    assertThat(GraphFile.bytes(fit(42).graph())).isEqualTo(first);
    assertThat(GraphFile.bytes(fit(43).graph())).isNotEqualTo(first);
  }

  private TrainedGraph fit(long seed) {
    return fit(network(), SHORT, BatchTransform.none(), new Recorded(), seed, 2);
  }

  @Test
  void the_best_epoch_is_the_first_with_the_lowest_validation_loss_and_its_weights_are_given() {
    // A rate this high makes the loss jump up and down.
    TrainedGraph result =
        fit(
            network(),
            new TrainingOptions(8, 16, 0.03, Optimizer.Kind.ADAM),
            BatchTransform.none());

    List<Double> losses = result.history().stream().map(EpochMetrics::valLoss).toList();
    double lowest = losses.stream().mapToDouble(l -> l).min().orElseThrow();
    assertThat(result.bestEpoch()).isEqualTo(losses.indexOf(lowest) + 1);
    try (GraphPredictor predictor = new GraphPredictor(result.graph(), 1)) {
      Evaluation again = evaluate(predictor, data.validation());
      assertThat(again.metric("loss").value()).isEqualTo(lowest);
    }
  }

  @Test
  void the_average_of_the_weights_is_measured_and_given_in_their_place() {
    TrainingOptions jumping = new TrainingOptions(4, 16, 0.03, Optimizer.Kind.ADAM);
    Techniques average = Techniques.none().withEmaDecay(0.8);

    TrainedGraph plain = fit(network(), jumping, BatchTransform.none());
    TrainedGraph result = fit(network(), jumping.withTechniques(average), BatchTransform.none());

    assertThat(result.history().get(3).trainLoss()).isEqualTo(plain.history().get(3).trainLoss());
    EpochMetrics best = result.history().get(result.bestEpoch() - 1);
    assertThat(best.valLoss()).isNotEqualTo(plain.history().get(best.epoch() - 1).valLoss());
    try (GraphPredictor predictor = new GraphPredictor(result.graph(), 1)) {
      Evaluation again = evaluate(predictor, data.validation());
      assertThat(again.metric("loss").value()).isEqualTo(best.valLoss());
    }
  }

  @Test
  void blended_and_balanced_samples_teach_the_classes_too() {
    Techniques techniques = Techniques.none().withMixupAlpha(0.4).withSampling(Sampling.BALANCED);
    TrainingOptions options =
        new TrainingOptions(15, 8, 0.005, Optimizer.Kind.ADAM).withTechniques(techniques);

    TrainedGraph result = fit(network(), options, BatchTransform.none());

    EpochMetrics best = result.history().get(result.bestEpoch() - 1);
    assertThat(best.quality().get("val_accuracy")).isEqualTo(1);
    assertThat(best.trainLoss()).isGreaterThan(best.valLoss());
  }

  @Test
  void frozen_layers_stay_as_they_are_and_others_learn() {
    LayerRates layers = new LayerRates(List.of("conv*"), List.of(new LayerRates.Group("fc1", 0.5)));
    Techniques techniques = Techniques.none().withLayers(layers);

    ModelGraph result =
        fit(network(), SHORT.withTechniques(techniques), BatchTransform.none()).graph();

    ModelGraph before = network();
    for (String name : List.of("conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias")) {
      assertThat(result.constant(name)).isEqualTo(before.constant(name));
    }
    assertThat(result.constant("fc1.weight")).isNotEqualTo(before.constant("fc1.weight"));
    assertThat(result.constant("fc2.weight")).isNotEqualTo(before.constant("fc2.weight"));
  }

  @Test
  void a_technique_that_loss_or_target_cannot_take_is_refused() {
    TrainingOptions mixup = SHORT.withTechniques(Techniques.none().withMixupAlpha(0.2));
    Loss focal = new Loss.CrossEntropy(List.of(), 0, 2);

    assertThatThrownBy(
            () ->
                TrainingLoop.fit(
                    network(),
                    data,
                    BatchTransform.none(),
                    mixup,
                    focal,
                    new Recorded().context(folder, 42, 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("loss takes no blended truth")
        .hasMessageContaining("focalGamma=2.0")
        .hasMessageContaining("model_training.training.mixup");
  }

  @Test
  void of_equally_good_epochs_the_first_is_the_best() {
    TrainingOptions still = new TrainingOptions(3, 16, 1e-30, Optimizer.Kind.ADAM);

    TrainedGraph result = fit(network(), still, BatchTransform.none());

    assertThat(result.history().stream().map(EpochMetrics::valLoss).distinct()).hasSize(1);
    assertThat(result.bestEpoch()).isEqualTo(1);
  }

  @Test
  void a_model_without_trainable_weights_is_refused() {
    Map<String, Constant> frozen = new TreeMap<>();
    network()
        .constants()
        .forEach((name, c) -> frozen.put(name, new Constant(c.value(), Kind.FROZEN, null)));

    assertThatThrownBy(() -> fit(network().withConstants(frozen), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no trainable weights");
  }

  @Test
  void every_training_row_is_seen_once_an_epoch_in_an_order_of_its_own() {
    Map<Integer, List<Integer>> seen = new TreeMap<>();
    BatchTransform watch =
        (batch, rows, shape, epoch) -> {
          assertThat(shape).isEqualTo(TestData.SPEC);
          assertThat(batch.remaining()).isEqualTo(rows.length * shape.size());
          List<Integer> order = seen.computeIfAbsent(epoch, e -> new java.util.ArrayList<>());
          Arrays.stream(rows).forEach(order::add);
        };

    fit(network(), SHORT, watch);

    assertThat(seen.keySet()).containsExactly(0, 1, 2);
    assertThat(seen.values()).allSatisfy(rows -> assertThat(rows).hasSize(70));
    Set<Set<Integer>> sets = new HashSet<>();
    seen.values().forEach(rows -> sets.add(new HashSet<>(rows)));
    assertThat(sets).singleElement().satisfies(set -> assertThat(set).hasSize(70));
    assertThat(new HashSet<>(seen.values())).hasSize(3);
  }

  @Test
  void augmentation_reaches_training_and_nothing_else() {
    TrainedGraph plain = fit(network(), SHORT, BatchTransform.none());
    TrainedGraph blind =
        fit(
            network(),
            SHORT,
            (batch, rows, shape, epoch) -> {
              for (int i = 0; i < batch.remaining(); i++) {
                batch.put(i, 0);
              }
            });

    assertThat(blind.history().get(2).quality().get("train_accuracy")).isLessThan(0.5);
    assertThat(blind.graph().constants()).isNotEqualTo(plain.graph().constants());
    assertThat(data.train().features(0)).contains(2f);
  }

  @Test
  void progress_metrics_and_events_tell_of_every_epoch() {
    Recorded recorded = new Recorded();

    TrainedGraph result = fit(network(), SHORT, BatchTransform.none(), recorded, 42, 1);

    assertThat(recorded.tasks).containsExactly("train 210 samples");
    assertThat(recorded.units).isEqualTo(210);
    assertThat(recorded.ended).isTrue();
    assertThat(recorded.notes.get(0)).matches("epoch 1/3 loss \\d\\.\\d+ accuracy \\d\\.\\d+");
    assertThat(recorded.metrics.keySet())
        .containsExactly("train_accuracy", "train_loss", "val_accuracy", "val_loss");
    for (int epoch = 1; epoch <= 3; epoch++) {
      EpochMetrics metrics = result.history().get(epoch - 1);
      assertThat(metrics.epoch()).isEqualTo(epoch);
      assertThat(metrics.samplesPerSecond()).isPositive();
      assertThat(recorded.metrics.get("val_loss")).containsEntry((long) epoch, metrics.valLoss());
      assertThat(recorded.metrics.get("train_accuracy"))
          .containsEntry((long) epoch, metrics.quality().get("train_accuracy"));
    }
    assertThat(recorded.events).hasSize(3);
    assertThat(recorded.events.get(2).get("type")).isEqualTo("train.epoch");
    assertThat(recorded.events.get(2).get("epoch")).isEqualTo(3);
  }

  @Test
  void metrics_of_another_task_carry_its_name() {
    Recorded recorded = new Recorded();

    fit(
        network(),
        SHORT.withTask("fine_tune").withEpochs(1),
        BatchTransform.none(),
        recorded,
        42,
        1);

    assertThat(recorded.tasks).containsExactly("fine_tune 70 samples");
    assertThat(recorded.metrics)
        .containsOnlyKeys(
            "fine_tune_train_accuracy",
            "fine_tune_train_loss",
            "fine_tune_val_accuracy",
            "fine_tune_val_loss");
  }

  @Test
  void pruned_weights_stay_exactly_zero_and_keep_their_mask() {
    ModelGraph dense = network();
    Constant weight = dense.constant("fc1.weight");
    byte[] mask = new byte[weight.value().size()];
    for (int i = 0; i < mask.length; i += 2) {
      mask[i] = 1;
    }
    Tensor half = Tensor.of(ElementType.UINT8, weight.value().dims(), mask);

    TrainedGraph result =
        fit(
            dense.withConstants(Map.of("fc1.weight", weight.withMask(half))),
            SHORT,
            BatchTransform.none());

    Constant after = result.graph().constant("fc1.weight");
    assertThat(after.pruningMask()).contains(half);
    float[] values = after.value().toFloats();
    for (int i = 1; i < values.length; i += 2) {
      assertThat(Float.floatToRawIntBits(values[i])).isZero();
    }
  }

  @Test
  void ranges_that_the_new_weights_belie_are_dropped() {
    ModelGraph ranged = network().withRanges(Map.of("relu1", new ValueRange(0, 1)));

    assertThat(fit(ranged, SHORT, BatchTransform.none()).graph().ranges()).isEmpty();
  }

  @Test
  void a_student_learns_from_its_teacher_alone() {
    ModelGraph teacher =
        fit(
                network(),
                new TrainingOptions(15, 8, 0.005, Optimizer.Kind.ADAM),
                BatchTransform.none())
            .graph();
    ModelGraph student = SMALL.untrained(TestData.SPEC, TestData.TARGET, 2, null);

    TrainedGraph result =
        TrainingLoop.fit(
            student,
            data,
            BatchTransform.none(),
            new TrainingOptions(25, 8, 0.01, Optimizer.Kind.ADAM),
            new Loss.Distillation(teacher, 3, 1),
            new Recorded().context(folder, 42, 1));

    assertThat(result.history().get(result.bestEpoch() - 1).quality().get("val_accuracy"))
        .isGreaterThan(0.9);
  }

  @Test
  void a_loss_that_is_not_a_number_ends_training_with_epoch_and_batch() {
    BatchTransform poison =
        (batch, rows, shape, epoch) -> {
          if (epoch == 1) {
            batch.put(0, Float.NaN);
          }
        };

    assertThatThrownBy(() -> fit(network(), SHORT, poison))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The loss is not a number")
        .hasMessageContaining("epoch 2, batch 1, learning rate 0.003")
        .hasMessageContaining("learning_rate");
  }

  @Test
  void a_loss_that_is_not_a_number_keeps_the_best_weights_until_then() throws IOException {
    BatchTransform poison =
        (batch, rows, shape, epoch) -> {
          if (epoch == 2) {
            batch.put(0, Float.NaN);
          }
        };
    ModelGraph two = fit(network(), SHORT.withEpochs(2), BatchTransform.none()).graph();
    AtomicReference<String> message = new AtomicReference<>();

    assertThatThrownBy(() -> fit(network(), SHORT, poison))
        .satisfies(e -> message.set(e.getMessage()))
        .hasMessageContaining("the weights of epoch 2, the best until then, are kept in");

    Matcher kept = Pattern.compile("kept in (\\S+)").matcher(message.get());
    assertThat(kept.find()).isTrue();
    assertThat(Files.readAllBytes(Path.of(kept.group(1)))).isEqualTo(GraphFile.bytes(two));
  }

  @Test
  void before_the_first_epoch_no_weights_are_kept() {
    BatchTransform poison = (batch, rows, shape, epoch) -> batch.put(0, Float.NaN);

    assertThatThrownBy(() -> fit(network(), SHORT, poison))
        .hasMessageContaining("epoch 1, batch 1")
        .hasMessageContaining("no weights are kept");
  }

  @Test
  void training_ends_when_patience_does() {
    TrainingOptions still =
        new TrainingOptions(9, 16, 1e-30, Optimizer.Kind.ADAM)
            .withStopping(new Stopping(Monitor.VAL_LOSS, OptionalInt.of(2)));

    TrainedGraph result = fit(network(), still, BatchTransform.none());

    assertThat(result.bestEpoch()).isEqualTo(1);
    assertThat(result.history()).hasSize(3);
  }

  @Test
  void the_best_epoch_is_chosen_by_the_monitored_metric() {
    TrainingOptions jumping = new TrainingOptions(8, 16, 0.03, Optimizer.Kind.ADAM);
    Stopping byAccuracy = new Stopping(Monitor.VAL_ACCURACY, OptionalInt.empty());

    TrainedGraph result = fit(network(), jumping.withStopping(byAccuracy), BatchTransform.none());

    List<Double> accuracies =
        result.history().stream().map(each -> each.quality().get("val_accuracy")).toList();
    double highest = accuracies.stream().mapToDouble(a -> a).max().orElseThrow();
    assertThat(result.bestEpoch()).isEqualTo(accuracies.indexOf(highest) + 1);
    try (GraphPredictor predictor = new GraphPredictor(result.graph(), 1)) {
      Evaluation again = evaluate(predictor, data.validation());
      assertThat(again.metric("accuracy").value()).isEqualTo(highest);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_metric_of_classes_can_choose_the_best_epoch(Monitor monitor) {
    assumeThat(monitor.supports(OutputKind.LOGITS)).isTrue();
    TrainingOptions jumping = new TrainingOptions(6, 16, 0.03, Optimizer.Kind.ADAM);
    Stopping stopping = new Stopping(monitor, OptionalInt.empty());

    TrainedGraph result = fit(network(), jumping.withStopping(stopping), BatchTransform.none());

    List<Double> found =
        result.history().stream().map(each -> each.values().get(monitor.id())).toList();
    try (GraphPredictor predictor = new GraphPredictor(result.graph(), 1)) {
      Metric again = evaluate(predictor, data.validation()).metric(monitor.metric());
      boolean high = again.direction() == Direction.HIGHER_IS_BETTER;
      double best = high ? Collections.max(found) : Collections.min(found);
      assertThat(result.bestEpoch()).isEqualTo(found.indexOf(best) + 1);
      assertThat(again.value()).isEqualTo(best);
    }
  }

  @Test
  void a_metric_that_has_no_meaning_for_the_validation_rows_is_refused() {
    SplitFiles rows = TestData.bars(24, 1, store);
    SplitFiles three =
        TestData.samples(store)
            .split(new float[6][TestData.SPEC.size()], new int[] {0, 1, 2, 0, 1, 2});
    data = TestData.samples(store).dataset(rows, three, rows);
    Stopping byArea = new Stopping(Monitor.VAL_ROC_AUC, OptionalInt.empty());

    assertThatThrownBy(() -> fit(network(), SHORT.withStopping(byArea), BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("best epoch cannot be chosen by this metric")
        .hasMessageContaining("val_roc_auc NaN")
        .hasMessageContaining("rows of every class");
  }

  @Test
  void a_metric_that_the_target_lacks_cannot_choose_the_best_epoch() {
    Stopping byRmse = new Stopping(Monitor.VAL_RMSE, OptionalInt.empty());

    assertThatThrownBy(() -> fit(network(), SHORT.withStopping(byRmse), BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("val_rmse")
        .hasMessageContaining("[val_loss, val_accuracy, val_precision,");
  }

  @Test
  void the_schedule_sets_the_rate_of_each_step() {
    TrainingOptions options = new TrainingOptions(2, 16, 1e-3, Optimizer.Kind.SGD);
    Schedule dropping = new Schedule(new Decay.Step(1, 1e-30), 0);

    TrainedGraph result = fit(network(), options.withSchedule(dropping), BatchTransform.none());
    TrainedGraph one = fit(network(), options.withEpochs(1), BatchTransform.none());

    assertThat(result.history().get(0).trainLoss()).isEqualTo(one.history().get(0).trainLoss());
    assertThat(result.history().get(1).valLoss()).isEqualTo(one.history().get(0).valLoss());
    assertThat(result.graph().constants()).isEqualTo(one.graph().constants());
  }

  @Test
  void an_interrupted_thread_stops_and_can_train_again() {
    BatchTransform interrupting = interruptAt(Thread.currentThread());

    assertThatThrownBy(() -> fit(network(), SHORT, interrupting))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.INTERRUPTED));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(fit(network(), SHORT, BatchTransform.none()).history()).hasSize(3);
  }

  private static BatchTransform interruptAt(Thread trainer) {
    return (batch, rows, shape, epoch) -> {
      if (epoch == 1) {
        trainer.interrupt();
      }
    };
  }

  @Test
  void a_broken_augmentation_is_reported_with_its_cause() {
    BatchTransform broken =
        (batch, rows, shape, epoch) -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(() -> fit(network(), SHORT, broken))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot be prepared")
        .hasRootCauseMessage("broken");
  }

  @Test
  void a_model_for_other_images_or_classes_is_refused() {
    ModelGraph wide =
        SMALL.untrained(FeatureSpec.image(new ImageShape(8, 12, 1)), TestData.TARGET, 1, null);
    ModelGraph few =
        SMALL.untrained(TestData.SPEC, new ClassTarget("label", List.of("a", "b")), 1, null);

    assertThatThrownBy(() -> fit(wide, SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit the data's samples");
    assertThatThrownBy(() -> fit(few, SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit the data's logits");
  }

  @Test
  void operators_without_a_gradient_are_refused_by_name_before_training() {
    ModelGraph network = network();
    List<Node> nodes = new ArrayList<>(network.nodes());
    String input = network.signature().input();
    nodes.add(0, new Node("places", new ArgMax(1, true), List.of(input), Map.of()));
    nodes.add(1, new Node("both", new Add(), List.of(input, "places"), Map.of()));
    nodes.replaceAll(
        node ->
            node.name().equals("conv1")
                ? new Node("conv1", node.op(), List.of("both"), node.constants())
                : node);
    ModelGraph flat =
        new ModelGraph("flat", nodes, network.constants(), Map.of(), network.signature());

    assertThatThrownBy(() -> fit(flat, SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("without a gradient")
        .hasMessageContaining("places ArgMax");
  }

  @Test
  void no_epochs_leave_the_graph_as_it_is_even_without_a_gradient() {
    ModelGraph network = network();

    TrainedGraph result = fit(network, SHORT.withEpochs(0), BatchTransform.none());

    assertThat(GraphFile.bytes(result.graph())).isEqualTo(GraphFile.bytes(network));
    assertThat(result.bestEpoch()).isZero();
    assertThat(result.history()).isEmpty();
  }

  @Test
  void an_empty_split_and_an_unknown_label_are_refused() {
    SplitFiles rows = TestData.bars(8, 1, store);
    SplitFiles none = TestData.samples(store).split(new float[0][], new int[0]);
    SplitFiles odd =
        TestData.samples(store).split(new float[1][TestData.SPEC.size()], new int[] {4});

    data = TestData.samples(store).dataset(rows, none, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("validation split has no rows");
    data = TestData.samples(store).dataset(none, rows, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("train split has no rows");
    data = TestData.samples(store).dataset(odd, rows, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("train split is no class")
        .hasMessageContaining("found: 4");
  }

  @Test
  void a_training_split_of_one_class_is_refused_by_its_name() {
    SplitFiles rows = TestData.bars(8, 1, store);
    SplitFiles one =
        TestData.samples(store)
            .split(new float[5][TestData.SPEC.size()], new int[] {2, 2, 2, 2, 2});

    data = TestData.samples(store).dataset(one, rows, rows);
    assertThatThrownBy(() -> fit(network(), SHORT, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("train split has rows of one class only")
        .hasMessageContaining("class 2");
    data = TestData.samples(store).dataset(rows, one, rows);
    assertThat(fit(network(), SHORT, BatchTransform.none()).history()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_learning_rate_that_is_none_is_refused(double rate) {
    assertThatThrownBy(() -> SHORT.withLearningRate(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learning rate " + rate);
  }

  @ParameterizedTest
  @EnumSource
  void a_learning_rate_far_too_high_ends_with_its_name(Optimizer.Kind optimizer) {
    TrainingOptions wild = new TrainingOptions(20, 16, 1e9, optimizer);

    assertThatThrownBy(() -> fit(network(), wild, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The loss is not a number")
        .hasMessageContaining("learning rate 1.0E9");
  }

  @Test
  void a_teacher_that_does_not_fit_the_data_is_refused() {
    ModelGraph ofTwo =
        SMALL.untrained(TestData.SPEC, new ClassTarget("label", List.of("a", "b")), 1, null);
    ModelGraph ofWide =
        SMALL.untrained(FeatureSpec.image(new ImageShape(8, 12, 1)), TestData.TARGET, 1, null);

    for (ModelGraph teacher : List.of(ofTwo, ofWide)) {
      assertThatThrownBy(
              () ->
                  TrainingLoop.fit(
                      network(),
                      data,
                      BatchTransform.none(),
                      SHORT,
                      new Loss.Distillation(teacher, 3, 0.5),
                      new Recorded().context(folder, 42, 1)))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("does not fit the data's");
    }
  }

  @Test
  void a_batch_larger_than_the_split_is_one_batch() {
    TrainedGraph result =
        fit(
            network(),
            new TrainingOptions(2, 1000, 0.003, Optimizer.Kind.ADAM),
            BatchTransform.none());

    assertThat(result.history()).hasSize(2);
  }
}
