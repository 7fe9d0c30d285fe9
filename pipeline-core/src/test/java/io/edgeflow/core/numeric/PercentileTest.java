package io.edgeflow.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileTest {
  @Test
  void one_to_twenty_by_hand() {
    double[] values = IntStream.rangeClosed(1, 20).mapToDouble(i -> 21 - i).toArray();

    assertThat(Percentile.of(0, values)).isEqualTo(1);
    assertThat(Percentile.of(0.5, values)).isEqualTo(10);
    assertThat(Percentile.of(0.95, values)).isEqualTo(19);
    assertThat(Percentile.of(0.951, values)).isEqualTo(20);
    assertThat(Percentile.of(1, values)).isEqualTo(20);
    assertThat(values[0]).as("the caller's order stays").isEqualTo(20);
  }

  @Test
  void it_is_the_smallest_measured_value_that_covers_the_share() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      double[] values = random.doubles(1 + random.nextInt(40)).toArray();
      double share = random.nextDouble();

      double found = Percentile.of(share, values);

      double covered = covered(values, found);
      assertThat(covered).isGreaterThanOrEqualTo(share);
      assertThat(values).contains(found);
      assertThat(covered - 1.0 / values.length).isLessThan(share);
    }
  }

  private static double covered(double[] values, double limit) {
    return DoubleStream.of(values).filter(value -> value <= limit).count() / (double) values.length;
  }

  @Test
  void no_values_and_shares_outside_zero_to_one_are_refused() {
    double[] one = {1};

    assertThatThrownBy(() -> Percentile.of(0.5, new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Percentile.of(share, one))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
