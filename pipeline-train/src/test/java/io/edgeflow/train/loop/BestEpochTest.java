package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.testing.TestData;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which epoch is the best, and when there is none better to come. */
class BestEpochTest extends TrainingLoopTestBase {
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
  void of_equally_good_epochs_the_first_is_the_best() {
    TrainingOptions still = new TrainingOptions(3, 16, 1e-30, Optimizer.Kind.ADAM);

    TrainedGraph result = fit(network(), still, BatchTransform.none());

    assertThat(result.history().stream().map(EpochMetrics::valLoss).distinct()).hasSize(1);
    assertThat(result.bestEpoch()).isEqualTo(1);
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
}
