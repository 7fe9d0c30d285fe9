package io.edgeflow.deploy.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyRingTest {
  @Test
  void nothing_is_known_before_the_first_value() {
    assertThat(new LatencyRing(4).percentile(0.5)).isNull();
  }

  /** Nearest rank: of 1 … 20 the 19th is the smallest that 95 % do not exceed. */
  @Test
  void percentiles_are_nearest_ranks() {
    LatencyRing ring = new LatencyRing(100);
    for (int i = 20; i >= 1; i--) {
      ring.add(i);
    }

    assertThat(ring.percentile(0.95)).isEqualTo(19);
    assertThat(ring.percentile(0.5)).isEqualTo(10);
    assertThat(ring.percentile(0)).isEqualTo(1);
    assertThat(ring.percentile(1)).isEqualTo(20);
  }

  @Test
  void the_oldest_values_make_room() {
    LatencyRing ring = new LatencyRing(3);
    for (double value : new double[] {100, 1, 2, 3}) {
      ring.add(value);
    }

    assertThat(ring.percentile(1)).isEqualTo(3);
  }
}
