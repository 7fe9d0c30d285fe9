package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.train.loop.LayerRates.Group;
import io.edgeflow.train.testing.TestData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerRatesTest {
  private static final ModelGraph NETWORK =
      TestData.cnn(0.1).untrained(TestData.SPEC, TestData.TARGET, 1, null);

  private static Map<String, Double> frozen(String... patterns) {
    return new LayerRates(List.of(patterns), List.of()).of(NETWORK);
  }

  private static Map<String, Double> grouped(Group... groups) {
    return new LayerRates(List.of(), List.of(groups)).of(NETWORK);
  }

  @Test
  void a_pattern_is_a_layer_a_weight_or_a_part_of_their_names() {
    assertThat(frozen("conv1")).isEqualTo(Map.of("conv1.weight", 0.0, "conv1.bias", 0.0));
    assertThat(frozen("fc1.weight")).isEqualTo(Map.of("fc1.weight", 0.0));
    assertThat(frozen("conv*")).hasSize(4);
    assertThat(frozen("fc?.bias", "conv2"))
        .containsOnlyKeys("fc1.bias", "fc2.bias", "conv2.weight", "conv2.bias");
    assertThat(frozen("*.bias")).hasSize(4);
    assertThat(LayerRates.none().of(NETWORK)).isEmpty();
  }

  @Test
  void a_weight_is_of_the_first_group_that_fits_and_of_none_where_it_is_frozen() {
    assertThat(grouped(new Group("fc2", 3), new Group("fc*", 0.1)))
        .isEqualTo(Map.of("fc2.weight", 3.0, "fc2.bias", 3.0, "fc1.weight", 0.1, "fc1.bias", 0.1));
    assertThat(new LayerRates(List.of("conv?"), List.of(new Group("*", 0.5))).of(NETWORK))
        .containsEntry("conv1.weight", 0.0)
        .containsEntry("fc2.weight", 0.5)
        .hasSize(8);
  }

  @Test
  void a_pattern_that_nothing_fits_is_refused_with_the_layers_that_there_are() {
    for (String pattern : List.of("conv3", "relu*", "conv1.weigh", "conv1xweight")) {
      assertThatThrownBy(() -> frozen(pattern))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("No layer fits the pattern")
          .hasMessageContaining(pattern)
          .hasMessageContaining("[conv1, conv2, fc1, fc2]")
          .hasMessageContaining("model_training.training.freeze");
    }
    assertThatThrownBy(() -> grouped(new Group("fc*", 2), new Group("head", 2)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("[conv1, conv2, fc1, fc2]")
        .hasMessageContaining("model_training.training.groups[1].layers");
  }

  @Test
  void a_group_without_a_weight_of_its_own_is_refused() {
    assertThatThrownBy(() -> grouped(new Group("fc*", 2), new Group("fc2", 3)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("frozen or of a group before")
        .hasMessageContaining("fc2");
  }

  @Test
  void a_model_of_which_nothing_is_left_to_learn_is_refused() {
    assertThatThrownBy(() -> frozen("conv*", "fc*"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("All layers are frozen")
        .hasMessageContaining("[conv*, fc*]");
  }

  @Test
  void a_rate_of_nothing_is_refused() {
    for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Group("fc*", factor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("fc*");
    }
  }
}
