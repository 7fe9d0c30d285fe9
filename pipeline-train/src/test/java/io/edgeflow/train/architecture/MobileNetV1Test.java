package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
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

class MobileNetV1Test extends ArchitectureContract {
  private static final int[] IN = {8, 16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256};
  private static final int[] OUT = {16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256};
  private static final int[] SIDE = {48, 24, 24, 12, 12, 6, 6, 6, 6, 6, 6, 3, 3};

  @Override
  Architecture architecture() {
    return new MobileNetV1();
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
        "6031e40bc02c3b33a2eca5b317ada4b1398f3db7bc0a5d9b24998d8139865a5d",
        "ce8fce94c5ec372d6b66f04414b9d5b8bee298a193fc2f17f9fe2e61e3d39612");
  }

  private static Network network(double width) {
    return Network.of(new MobileNetV1(), keys -> keys.set(MobileNetV1.WIDTH, width));
  }

  private static FeatureSpec image(int height, int width, int channels) {
    return FeatureSpec.image(new ImageShape(height, width, channels));
  }

  private static ModelGraph graph(double width, int side, int classes) {
    List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    ClassTarget target = new ClassTarget("label", labels);
    return network(width).untrained(image(side, side, 3), target, 42, null);
  }

  @Test
  void with_a_quarter_of_the_width_it_is_mlperf_tinys_of_visual_wake_words() {
    ModelGraph graph = graph(0.25, 96, 2);

    long parameters = 27 * 8 + 8 + 4 * 8 + 256 * 2 + 2;
    long macs = 27L * 8 * 48 * 48 + 256 * 2;
    for (int block = 0; block < IN.length; block++) {
      int in = IN[block];
      int out = OUT[block];
      parameters += (9 * in + in + 4 * in) + (in * out + out + 4 * out);
      macs += (long) SIDE[block] * SIDE[block] * in * (9 + out);
      assertThat(graph.shape("block" + (block + 1) + "_pointwise_relu"))
          .isEqualTo(Shape.batchOf(out, SIDE[block], SIDE[block]));
    }
    assertThat(graph.parameters()).isEqualTo(parameters).isEqualTo(221_794);
    assertThat(graph.macs()).isEqualTo(macs).isEqualTo(7_489_664);
    assertThat(graph.shape("flatten")).isEqualTo(Shape.batchOf(256));
  }

  @Test
  void with_its_whole_width_it_does_the_work_of_the_paper() {
    ModelGraph graph = graph(1, 224, 1000);

    assertThat(graph.macs()).as("the paper: 569 million").isEqualTo(568_740_352);
    assertThat(graph.parameters()).as("the paper: 4.2 million").isEqualTo(4_264_808);
  }

  @ParameterizedTest
  @CsvSource({"31, 32", "32, 31"})
  void images_below_32_by_32_are_refused_with_the_size_found(int height, int width) {
    ClassTarget target = new ClassTarget("label", List.of("a", "b"));

    assertThatThrownBy(() -> network().untrained(image(height, width, 3), target, 42, null))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("too small for the network mobilenet_v1")
        .hasMessageContaining(height + " x " + width)
        .hasMessageContaining("32 x 32 or more")
        .hasMessageContaining("data_pipeline.features.resize");
  }
}
