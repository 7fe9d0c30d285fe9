package io.edgeflow.formats.quant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {
  @ParameterizedTest
  @CsvSource({
    "0.5, 1",
    "-0.5, -1",
    "1.5, 2",
    "2.5, 3",
    "-2.5, -3",
    "0.49999997, 0",
    "-0.49999997, 0",
    "2.4, 2",
    "-2.6, -3",
    "3, 3",
    "0, 0",
    "8388607.5, 8388608",
    "16777216, 16777216"
  })
  void halves_are_rounded_away_from_zero(float value, float expected) {
    assertThat(Rounding.halfAway(value) + 0f).isEqualTo(expected);
  }
}
