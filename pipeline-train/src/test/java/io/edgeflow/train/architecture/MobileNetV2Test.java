package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileNetV2Test extends ArchitectureContract {
  @Override
  Architecture architecture() {
    return new MobileNetV2();
  }

  @Override
  Network network() {
    return network(0.125);
  }

  @Override
  FeatureSpec input(FeatureKind kind) {
    return kind == FeatureKind.IMAGE ? image(32, 32, 1) : super.input(kind);
  }

  @Override
  List<String> weights() {
    return List.of(
        "e25f560c23c5b276411a4d5ca06debf5f2cab67c7a2467673aca5dc85bd07aef",
        "7d2bea037b96a2481b1b9ca27ca78895d2c2ccc2a76df431fe5034b21b228f61");
  }

  private static Network network(double width) {
    return Network.of(new MobileNetV2(), keys -> keys.set(MobileNetV2.WIDTH, width));
  }

  private static FeatureSpec image(int height, int width, int channels) {
    return FeatureSpec.image(new ImageShape(height, width, channels));
  }

  private static ModelGraph graph(double width, int side) {
    List<String> labels = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
    ClassTarget target = new ClassTarget("label", labels);
    return network(width).untrained(image(side, side, 3), target, 42, null);
  }

  @Test
  void with_its_whole_width_it_is_the_papers() {
    int[] blocks = {1, 2, 3, 4, 3, 3, 1};
    int[] channels = {16, 24, 32, 64, 96, 160, 320};
    int[] sides = {112, 56, 28, 14, 14, 7, 7};

    ModelGraph graph = graph(1, 224);

    long parameters = 27 * 32 + 2 * 32;
    long macs = 27L * 32 * 112 * 112;
    int in = 32;
    int side = 112;
    for (int group = 0; group < blocks.length; group++) {
      int out = channels[group];
      for (int block = 0; block < blocks[group]; block++) {
        int wide = group == 0 ? in : 6 * in;
        if (group > 0) {
          parameters += in * wide + 2 * wide;
          macs += (long) in * wide * side * side;
        }
        side = sides[group];
        parameters += 9 * wide + 2 * wide + wide * out + 2 * out;
        macs += (9L + out) * wide * side * side;
        in = out;
      }
    }
    parameters += 320 * 1280 + 2 * 1280 + 1280 * 1000 + 1000;
    macs += 320L * 1280 * 7 * 7 + 1280 * 1000;
    assertThat(graph.trainableParameters()).isEqualTo(parameters).isEqualTo(3_504_872);
    assertThat(graph.parameters()).as("with running statistics").isEqualTo(3_538_984);
    assertThat(graph.macs()).as("the paper: 300 million").isEqualTo(macs).isEqualTo(300_774_272);
  }

  @Test
  void inputs_are_added_where_sizes_are_equal_and_nowhere_else() {
    assertThat(graph(1, 32).nodes().stream().map(Node::name).filter(n -> n.endsWith("_add")))
        .containsExactly(
            "block3_add",
            "block5_add",
            "block6_add",
            "block8_add",
            "block9_add",
            "block10_add",
            "block12_add",
            "block13_add",
            "block15_add",
            "block16_add");
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 8, 8, 40, 80, 1280",
    "0.35, 16, 8, 56, 112, 1280",
    "0.5, 16, 8, 80, 160, 1280",
    "0.75, 24, 16, 120, 240, 1280",
    "1.4, 48, 24, 224, 448, 1792"
  })
  void channels_are_multiples_of_8_and_the_last_ones_never_fewer(
      double width, int first, int block1, int block16, int block17, int last) {
    ModelGraph graph = graph(width, 32);

    assertThat(graph.shape("conv")).isEqualTo(Shape.batchOf(first, 16, 16));
    assertThat(graph.shape("block1_project")).isEqualTo(Shape.batchOf(block1, 16, 16));
    assertThat(graph.shape("block16_project")).isEqualTo(Shape.batchOf(block16, 1, 1));
    assertThat(graph.shape("block17_project")).isEqualTo(Shape.batchOf(block17, 1, 1));
    assertThat(graph.shape("last")).isEqualTo(Shape.batchOf(last, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"31, 32", "32, 31"})
  void images_below_32_by_32_are_refused_with_the_size_found(int height, int width) {
    ClassTarget target = new ClassTarget("label", List.of("a", "b"));

    assertThatThrownBy(() -> network().untrained(image(height, width, 3), target, 42, null))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("too small for the network mobilenet_v2")
        .hasMessageContaining(height + " x " + width)
        .hasMessageContaining("32 x 32 or more");
  }
}
