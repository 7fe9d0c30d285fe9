package io.edgeflow.optimize.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.architecture.Cnn;
import io.edgeflow.train.architecture.Network;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPrunerTest {
  private static ModelGraph linear(float... weights) {
    return linear(Constant.trainable(Tensor.of(new int[] {1, weights.length}, weights)));
  }

  private static ModelGraph linear(Constant weight) {
    Constant bias = Constant.trainable(Tensor.of(new int[] {1}, new float[] {0.001f}));
    return new GraphBuilder("linear", Shape.batchOf(weight.value().dim(1)))
        .apply("fc", new Linear(), Map.of(ConstantRole.WEIGHT, weight, ConstantRole.BIAS, bias))
        .build(null, null);
  }

  private static float[] weights(ModelGraph graph) {
    return graph.constant("fc.weight").value().toFloats();
  }

  private static byte[] mask(ModelGraph graph) {
    return graph.constant("fc.weight").pruningMask().orElseThrow().toBytes();
  }

  @Test
  void the_smallest_magnitudes_become_zero_and_are_masked() {
    ModelGraph pruned = ModelPruner.prune(linear(3, -1, 2, -4, 0.5f), 0.6);

    assertThat(weights(pruned)).containsExactly(3, 0, 0, -4, 0);
    assertThat(mask(pruned)).containsExactly(1, 0, 0, 1, 0);
    assertThat(pruned.constant("fc.bias").value().floats().get(0)).isEqualTo(0.001f);
    assertThat(pruned.constant("fc.bias").pruningMask()).isEmpty();
    assertThat(ModelPruner.sparsity(pruned)).isEqualTo(0.6);
  }

  @Test
  void of_equal_magnitudes_the_first_go() {
    ModelGraph pruned = ModelPruner.prune(linear(1, -1, 2, 1, 1), 0.6);

    assertThat(weights(pruned)).containsExactly(0, 0, 2, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 30, 3", "0.5, 5, 3", "0.34, 3, 2", "0.99, 10, 10", "0.000001, 7, 1", "0, 7, 0"})
  void the_number_of_zeros_is_the_share_rounded_up(double sparsity, int size, int zeros) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i + 1;
    }

    ModelGraph pruned = ModelPruner.prune(linear(values), sparsity);

    int found = 0;
    for (float value : weights(pruned)) {
      found += value == 0 ? 1 : 0;
    }
    assertThat(found).isEqualTo(zeros);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 0.9})
  void every_layer_of_the_cnn_has_at_least_its_share(double sparsity) {
    ModelGraph graph =
        Network.of(new Cnn(), keys -> keys.set(Cnn.WIDTH, 0.37))
            .untrained(
                FeatureSpec.image(new ImageShape(8, 8, 1)),
                new ClassTarget("label", List.of("a", "b", "c")),
                5,
                null);

    ModelGraph pruned = ModelPruner.prune(graph, sparsity);

    for (String layer : List.of("conv1", "conv2", "fc1", "fc2")) {
      Constant weight = pruned.constant(layer + ".weight");
      float[] values = weight.value().toFloats();
      byte[] mask = weight.pruningMask().orElseThrow().toBytes();
      int zeros = 0;
      for (int i = 0; i < values.length; i++) {
        zeros += mask[i] == 0 ? 1 : 0;
        assertThat(values[i] == 0).isEqualTo(mask[i] == 0);
      }
      assertThat((double) zeros / values.length)
          .isBetween(sparsity, sparsity + 1.0 / values.length);
    }
    assertThat(ModelPruner.sparsity(pruned)).isBetween(sparsity, sparsity + 0.01);
  }

  @Test
  void pruning_again_keeps_what_was_pruned() {
    ModelGraph half = ModelPruner.prune(linear(0, 1, 2, 3), 0.5);

    assertThat(mask(ModelPruner.prune(half, 0.75))).containsExactly(0, 0, 0, 1);
    assertThat(mask(ModelPruner.prune(half, 0.25))).containsExactly(0, 0, 1, 1);
    assertThat(mask(ModelPruner.prune(half, 0))).containsExactly(0, 0, 1, 1);
  }

  @Test
  void a_mask_outranks_a_weight_that_happens_to_be_zero() {
    byte[] mask = {1, 0, 1, 1};
    Constant weight =
        Constant.trainable(Tensor.of(new int[] {1, 4}, new float[] {0, 0, 2, 3}))
            .withMask(Tensor.of(ElementType.UINT8, new int[] {1, 4}, mask));

    assertThat(mask(ModelPruner.prune(linear(weight), 0.25))).containsExactly(1, 0, 1, 1);
  }

  @Test
  void frozen_weights_stay() {
    Tensor value = Tensor.of(new int[] {1, 2}, new float[] {1, 2});
    ModelGraph graph = linear(new Constant(value, Constant.Kind.FROZEN, null));

    ModelGraph pruned = ModelPruner.prune(graph, 0.5);

    assertThat(GraphFile.bytes(pruned)).isEqualTo(GraphFile.bytes(graph));
    assertThat(ModelPruner.sparsity(pruned)).isZero();
  }

  @Test
  void calibrated_ranges_are_dropped() {
    ModelGraph ranged = linear(1, 2).withRanges(Map.of("fc", new ValueRange(0, 1)));

    assertThat(ModelPruner.prune(ranged, 0.5).ranges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void a_sparsity_that_is_no_share_is_refused(double sparsity) {
    assertThatThrownBy(() -> ModelPruner.prune(linear(1, 2), sparsity))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
