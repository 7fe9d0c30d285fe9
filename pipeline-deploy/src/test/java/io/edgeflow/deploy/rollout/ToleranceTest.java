package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleranceTest {
  @ParameterizedTest
  @CsvSource({"10, 10, 1", "10, 9, 0", "10, 99, 9", "34, 3, 1", "0, 1000, 0", "100, 7, 7"})
  void a_share_of_the_targets_is_rounded_down(int percent, int targets, int most) {
    assertThat(new Tolerance(percent, 0).unavailable(targets)).isEqualTo(most);
    assertThat(new Tolerance(0, percent).failures(targets)).isEqualTo(most);
  }

  @Test
  void more_than_all_are_refused() {
    assertThatThrownBy(() -> new Tolerance(101, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Tolerance(0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
