package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineTest {
  @Test
  void every_summary_is_counted_into_equal_bins_between_its_own_extremes() {
    List<Map<String, Double>> summaries =
        IntStream.rangeClosed(0, 74)
            .mapToObj(i -> Map.of("small", i / 74.0, "large", 1000.0 * i))
            .toList();

    Baseline baseline = Baseline.of(summaries);

    assertThat(baseline.histograms()).containsOnlyKeys("large", "small");
    Histogram large = baseline.histograms().get("large");
    assertThat(large.edges()).isEqualTo(HistogramCounter.edgesFor(0, 74_000));
    assertThat(large.samples()).isEqualTo(75);
    assertThat(large.counts().get(0)).isZero();
    assertThat(large.counts().get(1)).as("0 and 1000 lie below 1480").isEqualTo(2);
    assertThat(large.counts().get(50)).as("73000 and the maximum").isEqualTo(2);
    assertThat(large.counts().get(51)).isZero();
    assertThat(baseline.histograms().get("small").edges())
        .isEqualTo(HistogramCounter.edgesFor(0, 1));
  }

  @Test
  void no_summary_gives_no_histogram() {
    assertThat(Baseline.of(List.of()).histograms()).isEmpty();
  }

  @Test
  void a_missing_or_unordered_value_is_refused() {
    assertThatThrownBy(() -> Baseline.of(List.of(Map.of("a", 1.0), Map.of("b", 1.0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Baseline.of(List.of(Map.of("a", Double.NaN))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_rows_are_read_twice_and_never_kept() {
    int[] passes = {0};
    Iterable<Map<String, Double>> rows =
        () -> {
          passes[0]++;
          return rows();
        };

    Baseline baseline = Baseline.of(rows);

    assertThat(passes[0]).isEqualTo(2);
    assertThat(baseline.histograms().get("a").samples()).isEqualTo(10);
  }

  private static Iterator<Map<String, Double>> rows() {
    return IntStream.range(0, 10).mapToObj(i -> Map.of("a", (double) i)).iterator();
  }
}
