package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramCounterTest {
  @Test
  void a_new_counter_is_at_zero() {
    Histogram histogram = new HistogramCounter(List.of(0.0, 1.0)).snapshot();

    assertThat(histogram).isEqualTo(new Histogram(List.of(0.0, 1.0), List.of(0L, 0L, 0L)));
  }

  @Test
  void the_open_ends_take_the_infinities() {
    HistogramCounter counter = new HistogramCounter(List.of(0.0, 1.0));
    counter.add(Double.NEGATIVE_INFINITY);
    counter.add(Double.POSITIVE_INFINITY);

    assertThat(counter.snapshot().counts()).containsExactly(1L, 0L, 1L);
  }

  @Test
  void both_zeros_lie_at_or_above_an_edge_at_zero() {
    HistogramCounter counter = new HistogramCounter(List.of(0.0, 1.0));
    counter.add(0.0);
    counter.add(-0.0);

    assertThat(counter.snapshot().counts()).containsExactly(0L, 2L, 0L);
  }

  @Test
  void every_value_falls_into_the_bin_that_its_edges_say() {
    Random random = new Random(5);
    List<Double> edges = List.of(-2.0, -0.5, 0.0, 0.25, 3.0);
    for (int i = 0; i < 500; i++) {
      double value = i % 5 == 0 ? edges.get(random.nextInt(5)) : random.nextGaussian() * 2;
      int expected = (int) edges.stream().filter(edge -> edge <= value).count();

      HistogramCounter counter = new HistogramCounter(edges);
      counter.add(value);

      assertThat(counter.snapshot().counts().get(expected)).as("%s", value).isEqualTo(1);
    }
  }

  @Test
  void a_snapshot_stays_as_it_was_when_counting_goes_on() {
    HistogramCounter counter = new HistogramCounter(List.of(0.0));
    counter.add(1);
    Histogram before = counter.snapshot();

    counter.add(1);

    assertThat(before.counts()).containsExactly(0L, 1L);
    assertThat(counter.snapshot().counts()).containsExactly(0L, 2L);
  }

  @Test
  void nan_is_refused_and_not_counted() {
    HistogramCounter counter = new HistogramCounter(List.of(0.0));

    assertThatThrownBy(() -> counter.add(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("NaN cannot be counted");
    assertThat(counter.snapshot().samples()).isZero();
  }

  @Test
  void edges_are_equally_far_apart_from_the_smallest_to_just_above_the_largest() {
    List<Double> edges = HistogramCounter.edgesFor(-5, 45);

    assertThat(edges).hasSize(51);
    assertThat(edges.get(0)).isEqualTo(-5);
    assertThat(edges.get(1)).isCloseTo(-4, within(1e-9));
    assertThat(edges.get(25)).isCloseTo(20, within(1e-9));
    assertThat(edges.get(49)).isCloseTo(44, within(1e-9));
    assertThat(edges.get(50)).isEqualTo(Math.nextUp(45.0));
  }

  @Test
  void a_constant_reference_lies_in_the_middle_of_a_range_of_one() {
    List<Double> edges = HistogramCounter.edgesFor(7, 7);

    assertThat(edges.get(0)).isEqualTo(6.5);
    assertThat(edges.get(50)).isEqualTo(7.5);
  }

  @ParameterizedTest
  @CsvSource({
    "1e17, 1e17",
    "-1e17, -1e17",
    "0.1, 0.10000000000000002",
    "1e300, 1e300",
    "0, 4.9e-324",
    "5, 5.000000000000002"
  })
  void a_reference_narrower_than_its_bins_can_be_still_has_ascending_edges(double min, double max) {
    HistogramCounter counter = new HistogramCounter(HistogramCounter.edgesFor(min, max));

    counter.add(min);
    counter.add(max);

    List<Long> counts = counter.snapshot().counts();
    assertThat(counts).hasSize(52);
    assertThat(counts.get(0)).isZero();
    assertThat(counts.get(51)).isZero();
  }

  @Test
  void the_reference_always_falls_between_the_ends() {
    Random random = new Random(9);
    for (int i = 0; i < 200; i++) {
      double a = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double b = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      HistogramCounter counter =
          new HistogramCounter(HistogramCounter.edgesFor(Math.min(a, b), Math.max(a, b)));

      counter.add(a);
      counter.add(b);

      List<Long> counts = counter.snapshot().counts();
      assertThat(counts.get(0) + counts.get(51)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "NaN, 1", "0, NaN", "-Infinity, 0", "0, Infinity", "-1.7e308, 1.7e308"})
  void what_is_no_range_is_refused(double min, double max) {
    assertThatThrownBy(() -> HistogramCounter.edgesFor(min, max))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Not a range");
  }

  @Test
  void no_value_is_lost_when_several_threads_count() throws InterruptedException {
    HistogramCounter counter = new HistogramCounter(List.of(0.0));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  counter.add(i % 2 == 0 ? -1 : 1);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(counter.snapshot().counts()).containsExactly(40_000L, 40_000L);
  }
}
