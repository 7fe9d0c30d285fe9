package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.evaluation.GraphPredictor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DenseArchitectureTest {
  private static final ClassTarget THREE = new ClassTarget("label", List.of("a", "b", "c"));
  private static final ValueTarget TWO = ValueTarget.unscaled(List.of("x", "y"));
  private static final SelfTarget SELF = new SelfTarget(null, 0.99);
  private static final FeatureSpec VECTOR = FeatureSpec.vector(640);
  private static final FeatureSpec COLOUR = FeatureSpec.image(new ImageShape(2, 1, 3));

  private static ModelGraph mlp(FeatureSpec input, Target target, LayerSizes sizes) {
    return Architecture.MLP.untrained(input, target, sizes, 42, null);
  }

  private static ModelGraph autoencoder(FeatureSpec input, LayerSizes sizes) {
    return Architecture.AUTOENCODER.untrained(input, SELF, sizes, 42, null);
  }

  private static List<String> names(ModelGraph graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }

  @Test
  void an_mlp_has_relu_between_its_linear_layers() {
    ModelGraph graph = mlp(VECTOR, THREE, LayerSizes.DEFAULT);

    assertThat(names(graph)).containsExactly("fc1", "relu1", "fc2", "relu2", "fc3");
    assertThat(graph.trainableParameters()).isEqualTo(640 * 128 + 128 + 128 * 64 + 64 + 64 * 3 + 3);
    assertThat(graph.signature().target()).isEqualTo(THREE);
    assertThat(graph.signature().inputShape()).isEqualTo(Shape.batchOf(640));
  }

  @Test
  void its_layers_are_chosen_one_by_one_and_none_is_a_linear_model() {
    assertThat(names(mlp(VECTOR, TWO, LayerSizes.ofHidden()))).containsExactly("fc1");
    ModelGraph graph = mlp(VECTOR, TWO, LayerSizes.ofHidden(5));

    assertThat(graph.shape("fc1")).isEqualTo(Shape.batchOf(5));
    assertThat(graph.shape("fc2")).isEqualTo(Shape.batchOf(2));
    assertThat(mlp(VECTOR, TWO, LayerSizes.ofHidden(5, 9).times(0.5)).shape("fc2"))
        .isEqualTo(Shape.batchOf(5));
  }

  @Test
  void a_series_is_flattened_in_time() {
    ModelGraph graph = mlp(FeatureSpec.series(6, 4), TWO, LayerSizes.DEFAULT);

    assertThat(names(graph)).startsWith("flatten", "fc1");
    assertThat(graph.shape("flatten")).isEqualTo(Shape.batchOf(24));
  }

  @Test
  void a_colour_image_is_flattened_channel_after_channel() {
    ModelGraph graph = mlp(COLOUR, TWO, LayerSizes.ofHidden());
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

  @Test
  void the_autoencoder_is_mlperf_tinys() {
    ModelGraph graph = autoencoder(VECTOR, LayerSizes.DEFAULT);

    long linear =
        640 * 128
            + 128
            + 3 * (128 * 128 + 128)
            + 128 * 8
            + 8
            + 8 * 128
            + 128
            + 3 * (128 * 128 + 128)
            + 128 * 640
            + 640;
    long norms = 2 * (8 * 128 + 8);
    assertThat(graph.trainableParameters()).isEqualTo(linear + norms);
    assertThat(names(graph)).startsWith("fc1", "norm1", "relu1").endsWith("relu9", "fc10");
    assertThat(graph.shape("relu5")).isEqualTo(Shape.batchOf(8));
    assertThat(graph.shape("fc10")).isEqualTo(Shape.batchOf(640));
  }

  @Test
  void an_autoencoder_takes_series_and_grey_images_and_layers_of_any_size() {
    FeatureSpec grey = FeatureSpec.image(new ImageShape(4, 5, 1));

    assertThat(autoencoder(grey, LayerSizes.ofHidden(3)).shape("fc2")).isEqualTo(Shape.batchOf(20));
    assertThat(autoencoder(FeatureSpec.series(6, 4), LayerSizes.ofHidden(3)).shape("fc2"))
        .isEqualTo(Shape.batchOf(24));
  }

  @Test
  void an_autoencoder_of_colour_images_is_refused() {
    assertThatThrownBy(() -> autoencoder(COLOUR, LayerSizes.DEFAULT))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("several channels")
        .hasMessageContaining("[height, width, 1]");
  }

  @Test
  void weights_in_front_of_relu_keep_the_spread_of_what_passes() {
    float[] weights =
        autoencoder(VECTOR, LayerSizes.DEFAULT).constant("fc2.weight").value().toFloats();

    double squares = 0;
    for (float weight : weights) {
      squares += weight * weight;
    }
    assertThat(squares / weights.length).isCloseTo(2.0 / 128, within(0.001));
  }

  @Test
  void equal_seeds_give_equal_weights_and_others_do_not() {
    ModelGraph first = mlp(VECTOR, THREE, LayerSizes.DEFAULT);
    ModelGraph other = Architecture.MLP.untrained(VECTOR, THREE, LayerSizes.DEFAULT, 43, null);

    assertThat(mlp(VECTOR, THREE, LayerSizes.DEFAULT).constants()).isEqualTo(first.constants());
    assertThat(other.constants()).isNotEqualTo(first.constants());
  }

  @Test
  void networks_of_images_refuse_other_samples_and_name_the_one_that_takes_them() {
    for (Architecture network : List.of(Architecture.CNN, Architecture.RESNET8)) {
      assertThatThrownBy(() -> network.untrained(VECTOR, THREE, LayerSizes.DEFAULT, 1, null))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining(network.id() + " cannot take such samples")
          .hasMessageContaining("vector")
          .hasMessageContaining("set it to mlp");
    }
  }

  @Test
  void a_network_refuses_an_output_that_it_cannot_give_and_names_one_that_can() {
    assertRefused(Architecture.CNN, TWO, "set it to mlp");
    assertRefused(Architecture.RESNET8, SELF, "set it to autoencoder");
    assertRefused(Architecture.MLP, SELF, "set it to autoencoder");
    assertRefused(Architecture.AUTOENCODER, THREE, "set it to mlp");
    assertRefused(Architecture.AUTOENCODER, TWO, "set it to mlp");
  }

  private static void assertRefused(Architecture network, Target target, String remedy) {
    assertThat(network.supports(target.output())).isFalse();
    assertThatThrownBy(() -> network.untrained(COLOUR, target, LayerSizes.DEFAULT, 1, null))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.CONFIG))
        .hasMessageContaining("cannot give this output")
        .hasMessageContaining(target.output().id())
        .hasMessageContaining(remedy);
  }

  @Test
  void every_output_has_a_network() {
    assertThat(Architecture.idsFor(OutputKind.LOGITS)).containsExactly("cnn", "resnet8", "mlp");
    assertThat(Architecture.idsFor(OutputKind.VALUES)).containsExactly("mlp");
    assertThat(Architecture.idsFor(OutputKind.RECONSTRUCTION)).containsExactly("autoencoder");
  }

  @Test
  void sizes_that_are_none_are_refused() {
    assertThatThrownBy(() -> LayerSizes.ofWidth(0)).hasMessageContaining("width of 0");
    assertThatThrownBy(() -> LayerSizes.ofHidden(4, 0)).hasMessageContaining("[4, 0]");
    assertThatThrownBy(
            () -> Architecture.CNN.untrained(COLOUR, THREE, LayerSizes.ofHidden(4), 1, null))
        .hasMessageContaining("no hidden layers");
  }
}
