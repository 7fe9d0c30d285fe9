package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TransformerTest extends ArchitectureContract {
  private static final ClassTarget THREE = new ClassTarget("label", List.of("a", "b", "c"));

  @Override
  Architecture architecture() {
    return new Transformer();
  }

  @Override
  List<String> weights() {
    return List.of(
        "91f94b9e456ae0343f8ebc2bed898af72dbdd7b650edc2d5593d499ad3a7a1c6",
        "94886e3a6ba430db741a2cd729f0d9c2a0a7e01187881e6d52e1f3c82e26a646");
  }

  private static ModelGraph graph(FeatureSpec input, Consumer<ConfigBuilder<Section>> keys) {
    return Network.of(new Transformer(), keys).untrained(input, THREE, 42, null);
  }

  private static FeatureSpec image(int height, int width, int channels) {
    return FeatureSpec.image(new ImageShape(height, width, channels));
  }

  @Test
  void its_parameters_and_work_on_a_series_are_those_of_its_layers() {
    ModelGraph graph =
        graph(
            FeatureSpec.series(20, 6),
            keys ->
                keys.set(Transformer.FEATURES, 32)
                    .set(Transformer.HEADS, 8)
                    .set(Transformer.LAYERS, 3));

    int attention = 4 * (32 * 32 + 32);
    int forward = (32 * 128 + 128) + (128 * 32 + 32);
    int scales = 3;
    assertThat(graph.parameters() - scales)
        .isEqualTo(graph.trainableParameters())
        .isEqualTo((6 * 32 + 32) + 20 * 32 + 3 * (attention + forward + 2 * 64) + 64 + (32 * 3 + 3))
        .isEqualTo(39_139);
    int products = 2 * 8 * 20 * 20 * 4;
    int layer = 20 * (4 * 32 * 32 + 2 * 32 * 128) + products;
    assertThat(graph.macs()).isEqualTo(20 * 6 * 32 + 3 * layer + 32 * 3).isEqualTo(818_016);
    assertThat(graph.shape("layer1_scores")).isEqualTo(Shape.batchOf(8, 20, 20));
    assertThat(graph.shape("layer3_sum2")).isEqualTo(Shape.batchOf(20, 32));
    assertThat(graph.shape("mean")).isEqualTo(Shape.batchOf(32));
  }

  @Test
  void an_image_is_read_patch_by_patch() {
    ModelGraph graph = graph(image(24, 16, 3), keys -> keys.set(Transformer.PATCH, 8));

    assertThat(graph.shape("patches")).isEqualTo(Shape.batchOf(64, 3, 2));
    assertThat(graph.shape("positions")).isEqualTo(Shape.batchOf(6, 64));
    assertThat(graph.constant("patches.weight").value().dims()).containsExactly(64, 3, 8, 8);
  }

  @Test
  void a_student_keeps_the_heads_and_has_fewer_features_in_each() {
    Network teacher = Network.of(new Transformer());

    ModelGraph student =
        teacher.narrowed(0.3).untrained(FeatureSpec.series(20, 6), THREE, 42, null);

    assertThat(student.shape("layer1_query_heads")).isEqualTo(Shape.batchOf(4, 20, 5));
  }

  @Test
  void features_that_the_heads_cannot_share_are_refused() {
    assertThatThrownBy(() -> graph(image(8, 8, 1), keys -> keys.set(Transformer.HEADS, 5)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("features: must be a multiple of the 5 heads");
  }

  @Test
  void an_image_that_is_not_whole_patches_is_refused_with_its_size() {
    assertThatThrownBy(() -> graph(image(8, 10, 1), keys -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("8 x 10")
        .hasMessageContaining("multiples of model_training.model.patch, 4")
        .hasMessageContaining("data_pipeline.features.resize");
  }
}
