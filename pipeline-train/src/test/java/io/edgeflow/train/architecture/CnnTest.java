package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.train.testing.TestData;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CnnTest extends ArchitectureContract {
  private static final List<String> TEN =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  private static final ClassTarget CLASSES = new ClassTarget("label", TEN);

  @Override
  Architecture architecture() {
    return new Cnn();
  }

  @Override
  List<String> weights() {
    return List.of(
        "30a8e6f4f2da1b436e1a4f9bfaa13dc19fc456140180fe7de18d3ae248ce032c",
        "8ba73e2066c8e8c7521cd88d939442e3b96ca13813508aa938c8e9f400d31d8e");
  }

  private static FeatureSpec image(int height, int width, int channels) {
    return FeatureSpec.image(new ImageShape(height, width, channels));
  }

  @Test
  void the_cnn_has_the_layers_of_the_design() {
    ModelGraph graph = TestData.cnn(1.0).untrained(image(32, 32, 3), CLASSES, 42, null);

    assertThat(graph.shape("conv1")).isEqualTo(Shape.batchOf(32, 32, 32));
    assertThat(graph.shape("pool1")).isEqualTo(Shape.batchOf(32, 16, 16));
    assertThat(graph.shape("conv2")).isEqualTo(Shape.batchOf(64, 16, 16));
    assertThat(graph.shape("flatten")).isEqualTo(Shape.batchOf(4096));
    assertThat(graph.shape("fc1")).isEqualTo(Shape.batchOf(128));
    assertThat(graph.shape("fc2")).isEqualTo(Shape.batchOf(10));
    assertThat(graph.trainableParameters())
        .isEqualTo(32 * 27 + 32 + 64 * 288 + 64 + 128 * 4096 + 128 + 1280 + 10);
    assertThat(graph.macs())
        .isEqualTo(32 * 32 * 27 * 32 + 16 * 16 * 288 * 64 + 4096 * 128 + 128 * 10)
        .isEqualTo(6_128_896);
    assertThat(graph.signature().outputs().get(0).labels()).isEqualTo(TEN);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 16, 32, 64", "0.25, 8, 16, 32", "2, 64, 128, 256", "0.01, 1, 1, 1"})
  void the_width_scales_every_hidden_layer(double width, int conv1, int conv2, int hidden) {
    ModelGraph graph = TestData.cnn(width).untrained(image(8, 12, 1), CLASSES, 42, null);

    assertThat(graph.shape("conv1").fixed(1)).isEqualTo(conv1);
    assertThat(graph.shape("conv2").fixed(1)).isEqualTo(conv2);
    assertThat(graph.shape("fc1").fixed(1)).isEqualTo(hidden);
    assertThat(graph.shape("flatten").fixed(1)).isEqualTo(conv2 * 2 * 3);
    assertThat(graph.shape("fc2").fixed(1)).isEqualTo(10);
  }

  @Test
  void weights_and_biases_are_uniform_up_to_one_over_the_root_of_fan_in() {
    ModelGraph graph = TestData.cnn(1.0).untrained(image(8, 8, 1), CLASSES, 42, null);

    assertBound(graph, "conv1", 9);
    assertBound(graph, "conv2", 32 * 9);
    assertBound(graph, "fc1", 64 * 4);
    assertBound(graph, "fc2", 128);
  }

  private static void assertBound(ModelGraph graph, String layer, int fanIn) {
    float bound = (float) (1 / Math.sqrt(fanIn));
    for (String part : List.of("weight", "bias")) {
      float[] values = graph.constant(layer + "." + part).value().toFloats();
      float largest = 0;
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(largest).as(layer + part).isBetween(0.75f * bound, bound);
    }
  }

  @Test
  void every_layer_draws_from_a_stream_of_its_own() {
    ModelGraph graph = TestData.cnn(1.0).untrained(image(8, 8, 1), CLASSES, 42, null);

    List<Constant> biases =
        graph.constants().entrySet().stream()
            .filter(e -> e.getKey().endsWith("bias"))
            .map(java.util.Map.Entry::getValue)
            .toList();
    assertThat(biases.stream().map(b -> b.value().floats().get(0)).distinct()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"3, 8", "8, 3", "1, 1"})
  void images_too_small_to_halve_twice_are_refused(int height, int width) {
    assertThatThrownBy(() -> TestData.cnn(1.0).untrained(image(height, width, 1), CLASSES, 0, null))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("too small")
        .hasMessageContaining(height + " x " + width)
        .hasMessageContaining("resize");
  }

  @Test
  void the_smallest_image_is_taken() {
    ModelGraph graph = TestData.cnn(1.0).untrained(image(4, 4, 1), CLASSES, 0, null);

    assertThat(graph.shape("flatten")).isEqualTo(Shape.batchOf(64));
  }
}
