package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final Histogram SOME = new Histogram(List.of(0.0), List.of(1L, 2L));
  private static final Histogram OTHER = new Histogram(List.of(5.0), List.of(3L, 4L));

  @Test
  void two_baselines_in_one_hold_the_histograms_of_both() {
    Baseline both =
        new Baseline(Map.of("image_mean", SOME)).with(new Baseline(Map.of("confidence", OTHER)));

    assertThat(both.histograms())
        .containsExactlyInAnyOrderEntriesOf(Map.of("image_mean", SOME, "confidence", OTHER));
  }

  @Test
  void the_same_name_twice_is_refused_even_with_equal_histograms() {
    Baseline baseline = new Baseline(Map.of("image_mean", SOME));

    assertThatThrownBy(() -> baseline.with(baseline))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Two histograms named image_mean");
  }

  @Test
  void joining_leaves_both_as_they_were() {
    Baseline left = new Baseline(Map.of("a", SOME));
    Baseline right = new Baseline(Map.of("b", OTHER));

    Baseline both = left.with(right);

    assertThat(both.histograms()).hasSize(2);
    assertThat(left.histograms()).containsOnlyKeys("a");
    assertThat(right.histograms()).containsOnlyKeys("b");
  }

  @Test
  void names_are_sorted_so_that_equal_baselines_have_equal_bytes() {
    Map<String, Histogram> forward = new java.util.LinkedHashMap<>();
    forward.put("b", OTHER);
    forward.put("a", SOME);

    assertThat(new Baseline(forward).histograms().keySet()).containsExactly("a", "b");
    assertThat(Json.text(new Baseline(forward)))
        .isEqualTo(
            "{\"histograms\":{\"a\":{\"edges\":[0.0],\"counts\":[1,2]},"
                + "\"b\":{\"edges\":[5.0],\"counts\":[3,4]}}}");
  }

  @Test
  void the_map_is_copied_and_read_only() {
    Map<String, Histogram> histograms = new HashMap<>(Map.of("a", SOME));
    Baseline baseline = new Baseline(histograms);

    histograms.put("b", OTHER);

    assertThat(baseline.histograms()).containsOnlyKeys("a");
    assertThatThrownBy(() -> baseline.histograms().put("b", OTHER))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_baseline_survives_json() {
    Baseline baseline = new Baseline(Map.of("a", SOME, "b", OTHER));

    assertThat(Json.read(Json.text(baseline), Baseline.class, "test")).isEqualTo(baseline);
  }

  @Test
  void every_summary_is_counted_into_equal_bins_between_its_own_extremes() {
    List<Map<String, Double>> summaries =
        IntStream.rangeClosed(0, 74)
            .mapToObj(i -> Map.of("small", 1 + i / 74.0, "large", 1000.0 * i))
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
        .isEqualTo(HistogramCounter.edgesFor(1, 2));
  }

  @Test
  void no_summary_gives_no_histogram() {
    assertThat(Baseline.of(List.of()).histograms()).isEmpty();
  }

  @Test
  void a_missing_value_and_nan_are_refused() {
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
