package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.schedule.Decay;
import io.edgeflow.train.schedule.Schedule;
import io.edgeflow.train.testing.Recorded;
import io.edgeflow.train.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingLoopTest extends TrainingLoopTestBase {
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
  void every_training_row_is_seen_once_an_epoch_in_an_order_of_its_own() {
    Map<Integer, List<Integer>> seen = new TreeMap<>();
    BatchTransform watch =
        (batch, rows, shape, epoch) -> {
          assertThat(shape).isEqualTo(TestData.SPEC);
          assertThat(batch.remaining()).isEqualTo(rows.length * shape.size());
          List<Integer> order = seen.computeIfAbsent(epoch, e -> new ArrayList<>());
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
        fit(
            student,
            new TrainingOptions(25, 8, 0.01, Optimizer.Kind.ADAM),
            new Loss.Distillation(teacher, 3, 1));

    assertThat(result.history().get(result.bestEpoch() - 1).quality().get("val_accuracy"))
        .isGreaterThan(0.9);
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
  void no_epochs_leave_the_graph_as_it_is_even_without_a_gradient() {
    ModelGraph network = network();

    TrainedGraph result = fit(network, SHORT.withEpochs(0), BatchTransform.none());

    assertThat(GraphFile.bytes(result.graph())).isEqualTo(GraphFile.bytes(network));
    assertThat(result.bestEpoch()).isZero();
    assertThat(result.history()).isEmpty();
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
