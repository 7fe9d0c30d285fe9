package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-3, 2"})
  void a_side_below_one_is_refused(int height, int width) {
    assertThatThrownBy(() -> new Size(height, width))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A size of " + height + "x" + width);
  }

  @Test
  void a_square_has_equal_sides_of_at_least_one() {
    assertThat(Size.square(1)).isEqualTo(new Size(1, 1));
    assertThat(Size.square(3)).isEqualTo(new Size(3, 3));
  }
}
