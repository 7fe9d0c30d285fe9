package io.edgeflow.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgmaxTest {
  @Test
  void the_first_of_equal_values_wins() {
    assertThat(Argmax.of(new float[] {1, 3, 3, 2})).isEqualTo(1);
    assertThat(Argmax.of(new float[] {-5})).isZero();
    assertThat(Argmax.of(new float[] {-0f, 0f})).isZero();
  }

  @Test
  void only_the_named_row_is_looked_at_and_counted_from() {
    float[] rows = {9, 0, 0, 1, 2, 0, 0, 0, 9};

    assertThat(Argmax.of(rows, 3, 3)).isEqualTo(1);
    assertThat(Argmax.of(rows, 6, 3)).isEqualTo(2);
  }

  @Test
  void nan_is_never_larger() {
    assertThat(Argmax.of(new float[] {0, Float.NaN, 1})).isEqualTo(2);
    assertThat(Argmax.of(new float[] {1, Float.NEGATIVE_INFINITY, Float.NaN})).isZero();
  }
}
