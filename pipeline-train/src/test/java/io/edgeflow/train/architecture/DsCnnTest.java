package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DsCnnTest extends ArchitectureContract {
  private static final ClassTarget TWELVE =
      new ClassTarget("word", IntStream.range(0, 12).mapToObj(Integer::toString).toList());

  @Override
  Architecture architecture() {
    return new DsCnn();
  }

  @Override
  List<String> weights() {
    return List.of(
        "8517ff4ab848625262b51b8ca9bfa193cba08c48b387112aca693138397924b2",
        "47bf7351dd6e47b223630e3ae0050f4c33bc0706f206b567da287bbbc5fedec2");
  }

  private static ModelGraph spectrogram(double width) {
    return Network.of(new DsCnn(), keys -> keys.set(DsCnn.WIDTH, width))
        .untrained(FeatureSpec.image(new ImageShape(49, 10, 1)), TWELVE, 42, null);
  }

  @Test
  void it_is_mlperf_tinys_in_shapes_parameters_and_work() {
    ModelGraph graph = spectrogram(1);

    int norm = 4 * 64;
    int block = (9 * 64 + 64 + norm) + (64 * 64 + 64 + norm);
    assertThat(graph.parameters())
        .isEqualTo((10 * 4 * 64 + 64 + norm) + 4 * block + (64 * 12 + 12))
        .isEqualTo(24_908);
    assertThat(graph.trainableParameters()).isEqualTo(24_908 - 9 * 2 * 64);
    int pixels = 25 * 5;
    assertThat(graph.macs())
        .isEqualTo(pixels * 64 * (40 + 4 * (9 + 64)) + 64 * 12)
        .isEqualTo(2_656_768);
    assertThat(graph.shape("conv")).isEqualTo(Shape.batchOf(64, 25, 5));
    assertThat(graph.shape("block4_pointwise_relu")).isEqualTo(Shape.batchOf(64, 25, 5));
    assertThat(graph.shape("flatten")).isEqualTo(Shape.batchOf(64));
  }

  @Test
  void its_width_scales_every_convolution() {
    ModelGraph graph = spectrogram(0.25);

    assertThat(graph.shape("conv")).isEqualTo(Shape.batchOf(16, 25, 5));
    assertThat(graph.constant("block1_depthwise.weight").value().dims())
        .containsExactly(16, 1, 3, 3);
    assertThat(graph.constant("block4_pointwise.weight").value().dims())
        .containsExactly(16, 16, 1, 1);
    assertThat(graph.shape("fc")).isEqualTo(Shape.batchOf(12));
  }
}
