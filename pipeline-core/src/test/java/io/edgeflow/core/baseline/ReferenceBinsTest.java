package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ReferenceBinsTest {
  private static Histogram counted(int samples, DoubleSupplier values) {
    double[] drawn = new double[samples];
    ReferenceBins bins = new ReferenceBins();
    for (int i = 0; i < samples; i++) {
      drawn[i] = values.getAsDouble();
      bins.add(drawn[i]);
    }
    HistogramCounter counter = new HistogramCounter(bins.edges());
    for (double value : drawn) {
      counter.add(value);
    }
    return counter.snapshot();
  }

  private static double largestShare(Histogram histogram) {
    return histogram.counts().stream().mapToLong(Long::longValue).max().orElse(0)
        / (double) histogram.samples();
  }

  @Test
  void no_bin_holds_much_more_than_its_share_however_the_mass_lies() {
    Random random = new Random(1);

    Histogram crowded = counted(2000, () -> 1 / (1 + Math.exp(-5 - 3 * random.nextGaussian())));
    Histogram heavy = counted(2000, () -> Math.tan(Math.PI * (random.nextDouble() - 0.5)));

    assertThat(largestShare(crowded)).isLessThanOrEqualTo(0.02);
    assertThat(largestShare(heavy)).isLessThanOrEqualTo(0.02);
  }

  @Test
  void a_value_that_many_share_has_a_bin_of_its_own_with_edges_beside_it() {
    Random random = new Random(2);

    Histogram half = counted(1000, () -> random.nextBoolean() ? 0 : 1 + random.nextInt(5));

    assertThat(half.edges()).contains(0.5).doesNotContain(0.0, 1.0, 2.0);
    assertThat(half.counts().get(1)).isBetween(450L, 550L);
  }

  @Test
  void values_alike_get_bins_around_them() {
    Histogram same = counted(50, () -> 3.0);

    assertThat(same.edges()).isEqualTo(HistogramCounter.edgesFor(3, 3));
    assertThat(same.samples()).isEqualTo(50);
  }

  @Test
  void of_more_values_than_are_kept_the_bins_are_nearly_as_even_and_always_the_same() {
    int[] next = {0};

    Histogram many = counted(200_000, () -> Math.sqrt(next[0]++));
    next[0] = 0;
    Histogram again = counted(200_000, () -> Math.sqrt(next[0]++));

    assertThat(many).isEqualTo(again);
    assertThat(largestShare(many)).isLessThan(0.025);
    assertThat(many.counts()).startsWith(0L).endsWith(0L);
  }

  @Test
  void neighbouring_doubles_still_have_ascending_edges() {
    double[] next = {1};

    Histogram close = counted(300, () -> next[0] = Math.nextUp(next[0]));

    assertThat(close.samples()).isEqualTo(300);
    assertThat(close.edges().size()).isGreaterThan(10);
  }

  @Test
  void no_value_and_one_that_is_not_finite_have_no_bins() {
    assertThatThrownBy(() -> new ReferenceBins().edges())
        .isInstanceOf(IllegalArgumentException.class);
    for (double value : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
      ReferenceBins bins = new ReferenceBins();
      bins.add(1);
      bins.add(value);
      assertThatThrownBy(bins::edges).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
