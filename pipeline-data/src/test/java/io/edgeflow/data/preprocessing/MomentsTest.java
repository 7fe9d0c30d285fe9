package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void four_numbers_worked_by_hand() {
    Moments moments = new Moments();
    for (double value : new double[] {2, 4, 4, 10}) {
      moments.add(value);
    }

    assertThat(moments.count()).isEqualTo(4);
    assertThat(moments.mean()).isEqualTo(5);
    assertThat(moments.deviation()).isCloseTo(3, within(1e-12));
    assertThat(moments.min()).isEqualTo(2);
    assertThat(moments.max()).isEqualTo(10);
  }

  @Test
  void a_large_offset_does_not_eat_the_deviation() {
    Moments moments = new Moments();
    for (int i = 0; i < 1000; i++) {
      moments.add(1e9 + i % 2);
    }

    assertThat(moments.deviation()).isCloseTo(0.5, within(1e-9));
  }
}
