package io.edgeflow.core.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageShapeTest {
  @Test
  void the_size_is_the_product_of_all_three() {
    assertThat(new ImageShape(2, 3, 5).size()).isEqualTo(30);
    assertThat(new ImageShape(1, 1, 1).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1", "1, -1, 1", "1, 1, -1"})
  void every_side_is_at_least_one(int height, int width, int channels) {
    assertThatThrownBy(() -> new ImageShape(height, width, channels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An image of " + height + "x" + width + "x" + channels);
  }

  @Test
  void a_size_beyond_32_bits_is_refused() {
    assertThatThrownBy(() -> new ImageShape(1 << 16, 1 << 16, 1).size())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new ImageShape(1 << 15, 1 << 15, 3).size())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void the_json_form_names_the_sides() {
    assertThat(Json.text(new ImageShape(2, 3, 5)))
        .isEqualTo("{\"height\":2,\"width\":3,\"channels\":5}");
  }
}
