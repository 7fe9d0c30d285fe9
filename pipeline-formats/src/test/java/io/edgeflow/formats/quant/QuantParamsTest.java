package io.edgeflow.formats.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantParamsTest {
  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void a_scale_is_positive_and_finite(float scale) {
    assertThatThrownBy(() -> new QuantParams(scale, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A scale of " + scale);
  }

  @Test
  void the_smallest_float_is_a_scale() {
    assertThat(new QuantParams(Float.MIN_VALUE, -128).zeroPoint()).isEqualTo(-128);
  }
}
