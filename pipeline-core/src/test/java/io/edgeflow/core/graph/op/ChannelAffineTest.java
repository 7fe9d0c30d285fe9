package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChannelAffineTest {
  @Test
  void a_channel_has_a_factor_and_a_shift() {
    assertThat(new ChannelAffine(new double[] {1, 2, 3}, new double[3]).channels()).isEqualTo(3);
  }

  @Test
  void as_many_shifts_as_factors_are_asked_for() {
    assertThatThrownBy(() -> new ChannelAffine(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 factors, 3 shifts");
  }
}
