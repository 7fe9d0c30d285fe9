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

class ResNet8Test extends ArchitectureContract {
  @Override
  Architecture architecture() {
    return new ResNet8();
  }

  @Override
  List<String> weights() {
    return List.of(
        "d1e0fdf7e92e2a0c84196d1c0f2541021a840cac26b76cf60c441db0c5ce13e5",
        "463035e3a4b34643f51ef4d7cffff1a5fc6a69e165b2b2a68c7eec6c82173c40");
  }

  @Test
  void it_is_mlperf_tinys() {
    List<String> ten = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    FeatureSpec image = FeatureSpec.image(new ImageShape(32, 32, 3));

    ModelGraph graph =
        Network.of(new ResNet8()).untrained(image, new ClassTarget("label", ten), 42, null);

    assertThat(graph.parameters()).isEqualTo(78_666);
    int first = 27 * 16 + 2 * (9 * 16 * 16);
    int second = 9 * 16 * 32 + 9 * 32 * 32 + 16 * 32;
    int third = 9 * 32 * 64 + 9 * 64 * 64 + 32 * 64;
    assertThat(graph.macs())
        .isEqualTo(32 * 32 * first + 16 * 16 * second + 8 * 8 * third + 64 * 10)
        .isEqualTo(12_501_632);
    assertThat(graph.shape("block3_relu2")).isEqualTo(Shape.batchOf(64, 8, 8));
    assertThat(graph.shape("fc")).isEqualTo(Shape.batchOf(10));
  }

  @Test
  void its_width_scales_every_convolution() {
    FeatureSpec image = FeatureSpec.image(new ImageShape(16, 16, 1));
    ModelGraph graph =
        Network.of(new ResNet8(), keys -> keys.set(ResNet8.WIDTH, 0.5))
            .untrained(image, new ClassTarget("label", List.of("a", "b")), 42, null);

    assertThat(graph.shape("conv1")).isEqualTo(Shape.batchOf(8, 16, 16));
    assertThat(graph.shape("block3_relu2")).isEqualTo(Shape.batchOf(32, 4, 4));
  }
}
