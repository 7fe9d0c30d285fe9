package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void a_value_on_an_edge_belongs_to_the_bin_above() {
    HistogramCounter counter = new HistogramCounter(List.of(0.0, 1.0, 2.0));
    for (double value : new double[] {-1, 0, 0.5, 1, 2, 3}) {
      counter.add(value);
    }

    assertThat(counter.snapshot().counts()).containsExactly(1L, 2L, 1L, 2L);
  }

  @Test
  void the_reference_sample_itself_never_falls_into_the_open_bins() {
    HistogramCounter counter = new HistogramCounter(HistogramCounter.edgesFor(-2, 3));
    counter.add(-2);
    counter.add(3);

    List<Long> counts = counter.snapshot().counts();
    assertThat(counts.get(0)).isZero();
    assertThat(counts.get(counts.size() - 1)).isZero();
    assertThat(counts).hasSize(52);
  }

  @Test
  void a_constant_reference_still_has_bins() {
    assertThat(HistogramCounter.edgesFor(1, 1)).hasSize(51).isSorted();
  }

  @Test
  void the_difference_of_two_snapshots_is_what_came_between() {
    HistogramCounter counter = new HistogramCounter(List.of(0.0));
    counter.add(1);
    Histogram before = counter.snapshot();
    counter.add(-1);

    assertThat(counter.snapshot().minus(before).counts()).containsExactly(1L, 0L);
    assertThat(counter.snapshot().samples()).isEqualTo(2);
  }

  @Test
  void nan_is_refused() {
    assertThatThrownBy(() -> new HistogramCounter(List.of(0.0)).add(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Histogram histogram(long... counts) {
    return new Histogram(List.of(0.0, 1.0), java.util.Arrays.stream(counts).boxed().toList());
  }

  @Test
  void the_sum_adds_bin_by_bin() {
    assertThat(histogram(1, 2, 3).plus(histogram(10, 20, 30))).isEqualTo(histogram(11, 22, 33));
  }

  @Test
  void the_difference_subtracts_bin_by_bin() {
    assertThat(histogram(11, 22, 33).minus(histogram(10, 20, 30))).isEqualTo(histogram(1, 2, 3));
  }

  @Test
  void the_empty_histogram_has_the_same_bins_and_no_samples() {
    Histogram empty = histogram(1, 2, 3).empty();

    assertThat(empty).isEqualTo(histogram(0, 0, 0));
    assertThat(empty.samples()).isZero();
    assertThat(empty.plus(histogram(1, 2, 3))).isEqualTo(histogram(1, 2, 3));
  }

  @Test
  void samples_are_the_sum_of_all_bins_the_open_ends_too() {
    assertThat(histogram(1, 2, 4).samples()).isEqualTo(7);
    assertThat(histogram(3_000_000_000L, 0, 3_000_000_000L).samples()).isEqualTo(6_000_000_000L);
  }

  @Test
  void other_edges_are_never_added_or_subtracted() {
    Histogram other = new Histogram(List.of(0.0, 2.0), List.of(0L, 0L, 0L));

    assertThatThrownBy(() -> histogram(1, 2, 3).plus(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Histograms with different edges");
    assertThatThrownBy(() -> histogram(1, 2, 3).minus(other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void counts_that_do_not_fit_the_edges_are_refused() {
    assertThatThrownBy(() -> new Histogram(List.of(0.0, 1.0), List.of(1L, 2L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 edges, 2 counts");
    assertThatThrownBy(() -> new Histogram(List.of(0.0), List.of(1L, 2L, 3L)))
        .hasMessage("1 edges, 3 counts");
    assertThatThrownBy(() -> new Histogram(List.of(), List.of(1L))).hasMessage("0 edges, 1 counts");
  }

  @Test
  void edges_that_do_not_ascend_are_refused() {
    List<Long> counts = List.of(0L, 0L, 0L, 0L);

    assertThatThrownBy(() -> new Histogram(List.of(0.0, 0.0, 1.0), counts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Edges must ascend: [0.0, 0.0, 1.0]");
    assertThatThrownBy(() -> new Histogram(List.of(0.0, 2.0, 1.0), counts))
        .hasMessageStartingWith("Edges must ascend");
    assertThatThrownBy(() -> new Histogram(List.of(0.0, Double.NaN, 1.0), counts))
        .hasMessageStartingWith("Edges must ascend");
  }

  @Test
  void edges_and_counts_are_copied() {
    List<Double> edges = new java.util.ArrayList<>(List.of(0.0));
    List<Long> counts = new java.util.ArrayList<>(List.of(1L, 2L));
    Histogram histogram = new Histogram(edges, counts);

    edges.set(0, 9.0);
    counts.set(0, 9L);

    assertThat(histogram).isEqualTo(new Histogram(List.of(0.0), List.of(1L, 2L)));
  }
}
