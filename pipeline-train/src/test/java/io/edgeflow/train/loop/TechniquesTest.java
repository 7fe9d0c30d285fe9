package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.Optimizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What training does beside plain steps. */
class TechniquesTest extends TrainingLoopTestBase {
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

    assertThatThrownBy(() -> fit(network(), mixup, focal))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("loss takes no blended truth")
        .hasMessageContaining("focalGamma=2.0")
        .hasMessageContaining("model_training.training.mixup");
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
}
