package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoencoderTest extends ArchitectureContract {
  private static final SelfTarget SELF = new SelfTarget(null, 0.99);
  private static final FeatureSpec VECTOR = FeatureSpec.vector(640);
  private static final FeatureSpec COLOUR = FeatureSpec.image(new ImageShape(2, 1, 3));

  @Override
  Architecture architecture() {
    return new Autoencoder();
  }

  @Override
  List<String> weights() {
    return List.of(
        "ef482201edc0974aa7757a4e66325b39d779f18ff55b03f6e6c938cdd516e9d1",
        "d84fa6e3de1e696c4df3ae0c828a9fe477f72e96a13539e89f86d3beb2541fd0");
  }

  private static Network hidden(Integer... features) {
    return Network.of(new Autoencoder(), keys -> keys.set(Autoencoder.HIDDEN, List.of(features)));
  }

  private static ModelGraph autoencoder(FeatureSpec input, Network network) {
    return network.untrained(input, SELF, 42, null);
  }

  private static List<String> names(ModelGraph graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }

  @Test
  void the_autoencoder_is_mlperf_tinys() {
    ModelGraph graph = autoencoder(VECTOR, Network.of(new Autoencoder()));

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
    assertThat(graph.parameters()).isEqualTo(linear + 2 * norms).isEqualTo(269_992);
    assertThat(graph.macs())
        .isEqualTo(2 * 640 * 128 + 6 * 128 * 128 + 2 * 128 * 8)
        .isEqualTo(264_192);
    assertThat(names(graph)).startsWith("fc1", "norm1", "relu1").endsWith("relu9", "fc10");
    assertThat(graph.shape("relu5")).isEqualTo(Shape.batchOf(8));
    assertThat(graph.shape("fc10")).isEqualTo(Shape.batchOf(640));
  }

  @Test
  void an_autoencoder_takes_series_and_grey_images_and_layers_of_any_size() {
    FeatureSpec grey = FeatureSpec.image(new ImageShape(4, 5, 1));

    assertThat(autoencoder(grey, hidden(3)).shape("fc2")).isEqualTo(Shape.batchOf(20));
    assertThat(autoencoder(FeatureSpec.series(6, 4), hidden(3)).shape("fc2"))
        .isEqualTo(Shape.batchOf(24));
  }

  @Test
  void an_autoencoder_of_colour_images_is_refused() {
    assertThatThrownBy(() -> autoencoder(COLOUR, Network.of(new Autoencoder())))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("several channels")
        .hasMessageContaining("[height, width, 1]");
  }

  @Test
  void weights_in_front_of_relu_keep_the_spread_of_what_passes() {
    float[] weights =
        autoencoder(VECTOR, Network.of(new Autoencoder()))
            .constant("fc2.weight")
            .value()
            .toFloats();

    double squares = 0;
    for (float weight : weights) {
      squares += weight * weight;
    }
    assertThat(squares / weights.length).isCloseTo(2.0 / 128, within(0.001));
  }

  @Test
  void without_a_hidden_layer_it_is_refused() {
    assertThatThrownBy(() -> hidden())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("hidden: must name at least one layer");
  }
}
