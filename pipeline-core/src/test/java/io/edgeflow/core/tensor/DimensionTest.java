package io.edgeflow.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DimensionTest {
  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void a_fixed_dimension_below_one_is_refused(int size) {
    assertThatThrownBy(() -> new Dimension.Fixed(size))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A dimension of " + size);
  }

  @Test
  void one_is_the_smallest_fixed_dimension() {
    assertThat(new Dimension.Fixed(1).size()).isEqualTo(1);
  }

  @Test
  void dimensions_show_themselves_as_they_stand_in_json() {
    assertThat(new Dimension.Fixed(32)).hasToString("32");
    assertThat(new Dimension.Batch()).hasToString("batch");
    assertThat(new Dimension.Time()).hasToString("time");
  }

  @Test
  void dimensions_are_values() {
    assertThat(new Dimension.Batch()).isEqualTo(new Dimension.Batch());
    assertThat(new Dimension.Batch()).isNotEqualTo(new Dimension.Time());
    assertThat(new Dimension.Fixed(2)).isNotEqualTo(new Dimension.Fixed(3));
  }
}
