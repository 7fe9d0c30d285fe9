package io.edgeflow.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {
  /** Abramowitz and Stegun, tables 7.1 and 7.2. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1124629160",
    "0.5, 0.5204998778",
    "1, 0.8427007929",
    "2, 0.9953222650",
    "-1, -0.8427007929",
    "-3, -0.9999779095",
    "5.9, 1",
    "6, 1",
    "-300, -1",
  })
  void it_has_the_values_of_the_tables(double x, double expected) {
    assertThat(ErrorFunction.of(x)).isCloseTo(expected, within(1e-10));
  }

  @Test
  void nothing_gives_nothing_and_nan_stays_nan() {
    assertThat(ErrorFunction.of(0)).isZero();
    assertThat(ErrorFunction.of(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ErrorFunction.of(Double.NaN)).isNaN();
  }
}
