package io.edgeflow.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import org.junit.jupiter.api.Test;

class FloatsTest {
  @Test
  void values_are_copied_in_and_out() {
    float[] given = {1, 2};
    Floats floats = Floats.of(given);

    given[0] = 9;
    floats.toArray()[1] = 9;

    assertThat(floats.toArray()).containsExactly(1, 2);
    assertThat(floats.get(1)).isEqualTo(2);
    assertThat(floats.size()).isEqualTo(2);
  }

  @Test
  void equal_bits_are_equal() {
    assertThat(Floats.of(Float.NaN, 0f))
        .isEqualTo(Floats.of(new float[] {Float.NaN, 0}))
        .hasSameHashCodeAs(Floats.of(Float.NaN, 0f))
        .isNotEqualTo(Floats.of(Float.NaN, -0f))
        .hasToString("[NaN, 0.0]");
  }

  @Test
  void in_json_it_is_an_array() {
    Floats floats = Floats.of(0.1f, -3e20f);

    assertThat(Json.text(floats)).isEqualTo("[0.1,-3.0E20]");
    assertThat(Json.read("[0.1,-3.0E20]", Floats.class, "test")).isEqualTo(floats);
  }
}
