package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {
  @ParameterizedTest
  @CsvSource({
    "NONE, -1e30, -1e30",
    "NONE, 1e30, 1e30",
    "RELU, -0.5, 0",
    "RELU, 0.5, 0.5",
    "RELU, 1e30, 1e30",
    "RELU6, -0.5, 0",
    "RELU6, 5.5, 5.5",
    "RELU6, 6.5, 6"
  })
  void an_activation_clamps_to_its_ends(Activation activation, float x, float y) {
    assertThat(activation.apply(x)).isEqualTo(y);
  }

  @ParameterizedTest
  @CsvSource({"NONE, -Infinity, Infinity", "RELU, 0, Infinity", "RELU6, 0, 6"})
  void the_ends_are_the_least_and_the_largest_output(
      Activation activation, float least, float most) {
    assertThat(activation.least()).isEqualTo(least);
    assertThat(activation.most()).isEqualTo(most);
    assertThat(activation.apply(Float.NEGATIVE_INFINITY)).isEqualTo(least);
    assertThat(activation.apply(Float.POSITIVE_INFINITY)).isEqualTo(most);
  }

  @ParameterizedTest
  @EnumSource
  void nan_stays_nan(Activation activation) {
    assertThat(activation.apply(Float.NaN)).isNaN();
  }
}
