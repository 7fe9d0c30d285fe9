package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRangeTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0.5",
    "NaN, 1",
    "0, NaN",
    "NaN, NaN",
    "-Infinity, 0",
    "0, Infinity",
    "Infinity, Infinity"
  })
  void reversed_and_endless_ranges_are_refused(float min, float max) {
    assertThatThrownBy(() -> new ValueRange(min, max))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not a range: [" + min + ", " + max + "]");
  }

  @Test
  void one_value_is_a_range() {
    assertThat(new ValueRange(2, 2).max()).isEqualTo(2);
  }

  @Test
  void a_union_holds_both_and_the_gap_between() {
    ValueRange low = new ValueRange(-2, -1);
    ValueRange high = new ValueRange(3, 4);

    assertThat(low.union(high)).isEqualTo(new ValueRange(-2, 4));
    assertThat(high.union(low)).isEqualTo(new ValueRange(-2, 4));
    assertThat(new ValueRange(-5, 5).union(low)).isEqualTo(new ValueRange(-5, 5));
  }
}
