package io.edgeflow.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightAverageTest {
  @Test
  void it_begins_with_the_first_weights_and_keeps_a_share_in_each_step() {
    WeightAverage average = new WeightAverage(0.75);
    float[] weights = {8, -4};

    assertThat(average.of("w", weights)).isSameAs(weights);
    average.add("w", weights);
    average.add("w", new float[] {4, 0});
    average.add("w", new float[] {7, 1});

    assertThat(average.of("w", weights)).containsExactly(7, -2);
  }

  @Test
  void it_goes_on_from_its_memory_and_leaves_the_optimizers() {
    WeightAverage whole = new WeightAverage(0.9);
    whole.add("fc.weight", new float[] {1, 2});
    Map<String, float[]> memory = new TreeMap<>(whole.memory());
    memory.put("first/fc.weight", new float[] {3});
    WeightAverage resumed = new WeightAverage(0.9);

    assertThat(resumed.restore(memory)).containsOnlyKeys("first/fc.weight");
    whole.add("fc.weight", new float[] {5, 5});
    resumed.add("fc.weight", new float[] {5, 5});

    assertThat(resumed.memory()).containsOnlyKeys("average/fc.weight");
    assertThat(resumed.memory().get("average/fc.weight"))
        .isEqualTo(whole.memory().get("average/fc.weight"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void a_decay_that_is_none_is_refused(double decay) {
    assertThatThrownBy(() -> new WeightAverage(decay))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("decay of " + decay);
  }
}
