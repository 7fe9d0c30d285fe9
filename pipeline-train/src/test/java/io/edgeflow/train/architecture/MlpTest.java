package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.evaluation.GraphPredictor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MlpTest extends ArchitectureContract {
  private static final ClassTarget THREE = new ClassTarget("label", List.of("a", "b", "c"));
  private static final ValueTarget TWO = ValueTarget.unscaled(List.of("x", "y"));
  private static final FeatureSpec VECTOR = FeatureSpec.vector(640);
  private static final FeatureSpec COLOUR = FeatureSpec.image(new ImageShape(2, 1, 3));

  @Override
  Architecture architecture() {
    return new Mlp();
  }

  @Override
  List<String> weights() {
    return List.of(
        "075cc6c4ccb7af621a4a66efe765421b0b29839a206a668efd8e6ab8745b2cf2",
        "2afffd40c52a37174afecac08ccf5e25f908d0c57a08ba132953981df9a07510");
  }

  private static Network hidden(Integer... features) {
    return Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of(features)));
  }

  private static ModelGraph mlp(FeatureSpec input, Target target, Network network) {
    return network.untrained(input, target, 42, null);
  }

  private static List<String> names(ModelGraph graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }

  @Test
  void an_mlp_has_relu_between_its_linear_layers() {
    ModelGraph graph = mlp(VECTOR, THREE, Network.of(new Mlp()));

    assertThat(names(graph)).containsExactly("fc1", "relu1", "fc2", "relu2", "fc3");
    assertThat(graph.trainableParameters()).isEqualTo(640 * 128 + 128 + 128 * 64 + 64 + 64 * 3 + 3);
    assertThat(graph.macs()).isEqualTo(640 * 128 + 128 * 64 + 64 * 3).isEqualTo(90_304);
    assertThat(graph.signature().target()).isEqualTo(THREE);
    assertThat(graph.signature().inputShape()).isEqualTo(Shape.batchOf(640));
  }

  @Test
  void its_layers_are_chosen_one_by_one_and_none_is_a_linear_model() {
    assertThat(names(mlp(VECTOR, TWO, hidden()))).containsExactly("fc1");
    ModelGraph graph = mlp(VECTOR, TWO, hidden(5));

    assertThat(graph.shape("fc1")).isEqualTo(Shape.batchOf(5));
    assertThat(graph.shape("fc2")).isEqualTo(Shape.batchOf(2));
    assertThat(mlp(VECTOR, TWO, hidden(5, 9).narrowed(0.5)).shape("fc2"))
        .isEqualTo(Shape.batchOf(5));
  }

  @Test
  void a_series_is_flattened_in_time() {
    ModelGraph graph = mlp(FeatureSpec.series(6, 4), TWO, Network.of(new Mlp()));

    assertThat(names(graph)).startsWith("flatten", "fc1");
    assertThat(graph.shape("flatten")).isEqualTo(Shape.batchOf(24));
  }

  @Test
  void a_colour_image_is_flattened_channel_after_channel() {
    ModelGraph graph = mlp(COLOUR, TWO, hidden());
    Constant weight = graph.constant("fc1.weight");
    float[] picks = new float[2 * 6];
    picks[1] = 1; // Value x is logical feature 1: the first channel of the second pixel.
    picks[6 + 2] = 1; // Value y is logical feature 2: the second channel of the first pixel.
    Constant bias = graph.constant("fc1.bias");
    ModelGraph picking =
        graph.withConstants(
            Map.of(
                "fc1.weight", weight.withValue(Tensor.of(new int[] {2, 6}, picks)),
                "fc1.bias", bias.withValue(Tensor.of(new int[] {2}, new float[2]))));

    try (Predictor predictor = new GraphPredictor(picking, 1)) {
      Tensor pixels = Tensor.of(COLOUR.dims(1), new float[] {10, 11, 12, 20, 21, 22});
      assertThat(predictor.predict(pixels).toFloats()).containsExactly(20, 11);
    }
  }
}
