package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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

  @Test
  void summaries_of_scores_are_top_score_and_softmax_probability() {
    var summary = FeatureSummary.ofScores(new float[] {1, 3, 2});

    assertThat(summary.get(FeatureSummary.PREDICTED_SCORE)).isEqualTo(3);
    assertThat(summary.get(FeatureSummary.CONFIDENCE))
        .isCloseTo(1 / (1 + Math.exp(-2) + Math.exp(-1)), within(1e-12));
    var image = FeatureSummary.ofInput(new float[] {1, 2, 3, 4});
    assertThat(image.get(FeatureSummary.IMAGE_MEAN)).isEqualTo(2.5);
    assertThat(image.get(FeatureSummary.IMAGE_CONTRAST)).isCloseTo(Math.sqrt(1.25), within(1e-12));
  }
}
