package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.numeric.KeyedRandom;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class GaussianTest {
  private static final int SAMPLES = 1_000_000;

  private static double[] samples() {
    KeyedRandom random = KeyedRandom.of(1);
    double[] samples = new double[SAMPLES];
    Arrays.setAll(samples, i -> Gaussian.next(random));
    return samples;
  }

  @Test
  void the_distribution_is_standard_normal() {
    double[] sorted = samples();
    Arrays.sort(sorted);
    NormalDistribution normal = new NormalDistribution(null, 0, 1);

    double distance = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double expected = normal.cumulativeProbability(sorted[i]);
      distance = Math.max(distance, Math.abs(expected - (i + 0.5) / SAMPLES));
    }

    assertThat(distance)
        .as("Kolmogorov-Smirnov distance; 0.1 % of true samples exceed 1.95 / sqrt(n)")
        .isLessThan(1.95 / Math.sqrt(SAMPLES));
  }

  @Test
  void the_tails_are_as_heavy_as_they_should_be() {
    double[] samples = samples();
    double beyond = 2 * SAMPLES * new NormalDistribution(null, 0, 1).cumulativeProbability(-3.5);

    long found = Arrays.stream(samples).filter(x -> Math.abs(x) > 3.5).count();

    assertThat((double) found).isCloseTo(beyond, within(4 * Math.sqrt(beyond)));
    assertThat(Arrays.stream(samples).map(x -> x * x * x * x).average().orElseThrow())
        .isCloseTo(3, within(0.05));
  }

  @Test
  void the_numbers_are_the_same_on_every_platform() {
    KeyedRandom random = KeyedRandom.of(42, 0, 7);

    assertThat(new double[] {Gaussian.next(random), Gaussian.next(random)})
        .containsExactly(0.31534647389152076, -0.563962345009747);
  }
}
