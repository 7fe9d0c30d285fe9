package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.baseline.Summary.Of;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.metric.Metric;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final Histogram SOME = new Histogram(List.of(0.0), List.of(1L, 2L));
  private static final Histogram OTHER = new Histogram(List.of(5.0), List.of(3L, 4L));
  private static final Summary MEAN = new Summary("mean", Of.INPUT_MEAN, 0);
  private static final Summary SECOND = new Summary("second", Of.INPUT_VALUE, 1);
  private static final Baseline LEFT = new Baseline(List.of(MEAN), Map.of("mean", SOME));
  private static final Baseline RIGHT = new Baseline(List.of(SECOND), Map.of("second", OTHER));

  @Test
  void two_baselines_in_one_hold_the_summaries_and_histograms_of_both() {
    Baseline both = LEFT.with(RIGHT);

    assertThat(both.summaries()).containsExactly(MEAN, SECOND);
    assertThat(both.histograms())
        .containsExactlyInAnyOrderEntriesOf(Map.of("mean", SOME, "second", OTHER));
  }

  @Test
  void the_same_name_twice_is_refused_even_with_equal_histograms() {
    assertThatThrownBy(() -> LEFT.with(LEFT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[mean]");
  }

  @Test
  void joining_leaves_both_as_they_were() {
    Baseline both = LEFT.with(RIGHT);

    assertThat(both.histograms()).hasSize(2);
    assertThat(LEFT.histograms()).containsOnlyKeys("mean");
    assertThat(RIGHT.histograms()).containsOnlyKeys("second");
  }

  @Test
  void a_summary_without_histogram_and_a_histogram_without_summary_are_refused() {
    assertThatThrownBy(() -> new Baseline(List.of(MEAN, SECOND), Map.of("mean", SOME)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Summaries [mean, second] with histograms [mean]");
    assertThatThrownBy(() -> new Baseline(List.of(), Map.of("mean", SOME)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_are_sorted_so_that_equal_baselines_have_equal_bytes() {
    Map<String, Histogram> backward = new LinkedHashMap<>();
    backward.put("second", OTHER);
    backward.put("mean", SOME);

    assertThat(Json.text(new Baseline(List.of(MEAN, SECOND), backward)))
        .isEqualTo(
            "{\"summaries\":[{\"name\":\"mean\",\"of\":\"input_mean\",\"index\":0},"
                + "{\"name\":\"second\",\"of\":\"input_value\",\"index\":1}],"
                + "\"histograms\":{\"mean\":{\"edges\":[0.0],\"counts\":[1,2]},"
                + "\"second\":{\"edges\":[5.0],\"counts\":[3,4]}}}");
  }

  @Test
  void the_map_is_copied_and_read_only() {
    Map<String, Histogram> histograms = new HashMap<>(Map.of("mean", SOME));
    Baseline baseline = new Baseline(List.of(MEAN), histograms);

    histograms.put("b", OTHER);

    assertThat(baseline.histograms()).containsOnlyKeys("mean");
    assertThatThrownBy(() -> baseline.histograms().put("b", OTHER))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_baseline_survives_json() {
    Baseline baseline = LEFT.with(RIGHT);

    assertThat(Json.read(Json.text(baseline), Baseline.class, "test")).isEqualTo(baseline);
  }

  @Test
  void every_summary_is_counted_into_bins_that_hold_as_many_each() {
    List<float[]> rows =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> new float[] {i, (float) Math.exp(i / 9.0)})
            .toList();

    Baseline baseline =
        Baseline.of(List.of(new Summary("first", Of.INPUT_VALUE, 0), SECOND), 2, rows);

    assertThat(baseline.histograms()).containsOnlyKeys("first", "second");
    for (Histogram counted : baseline.histograms().values()) {
      assertThat(counted.counts()).hasSize(52).startsWith(0L).endsWith(0L);
      assertThat(counted.counts().subList(1, 51)).containsOnly(2L);
    }
    assertThat(baseline.histograms().get("first").edges()).contains(2.5, 4.5, 98.5);
  }

  @Test
  void quality_travels_with_the_histograms() {
    Metric accuracy = Metric.ratio("accuracy", 0.98, 270);

    Baseline both = LEFT.withQuality(accuracy).with(RIGHT);

    assertThat(both.quality()).isEqualTo(accuracy);
    assertThat(Json.read(Json.text(both), Baseline.class, "test")).isEqualTo(both);
  }

  @Test
  void without_summaries_there_is_no_histogram() {
    assertThat(Baseline.of(List.of(), 1, List.of(new float[] {1})).histograms()).isEmpty();
  }

  @Test
  void no_row_and_nan_are_refused() {
    assertThatThrownBy(() -> Baseline.of(List.of(MEAN), 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Baseline.of(List.of(MEAN), 1, List.of(new float[] {Float.NaN})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A baseline of rows that count how often they are read. */
  private static Baseline counting(int[] passes, Iterable<float[]> rows) {
    return Baseline.of(
        List.of(MEAN),
        1,
        () -> {
          passes[0]++;
          return rows.iterator();
        });
  }

  @Test
  void few_rows_are_read_once() {
    int[] passes = {0};

    Baseline baseline = counting(passes, BaselineTest::rows);

    assertThat(passes[0]).isEqualTo(1);
    assertThat(baseline.histograms().get("mean").samples()).isEqualTo(10);
  }

  @Test
  void many_rows_are_read_twice_and_not_kept() {
    int[] passes = {0};
    int many = Baseline.MOST_KEPT + 1;

    Baseline baseline =
        counting(
            passes, () -> IntStream.range(0, many).mapToObj(i -> new float[] {i % 10}).iterator());

    assertThat(passes[0]).isEqualTo(2);
    assertThat(baseline.histograms().get("mean").samples()).isEqualTo(many);
  }

  @Test
  void the_first_version_reads_to_the_summaries_that_its_names_meant() {
    PersistedForm<Baseline> form =
        PersistedForm.strict("baseline", Baseline.class, 2)
            .upgrading(1, BaselineV1.class, BaselineV1::current);
    Map<String, Histogram> old = Map.of("confidence", OTHER, "image_contrast", SOME);

    Baseline read = form.read(Json.text(new BaselineV1(old)), "test");

    assertThat(read.histograms()).containsExactlyInAnyOrderEntriesOf(old);
    assertThat(read.summaries())
        .containsExactly(
            new Summary("image_contrast", Of.INPUT_DEVIATION, 0),
            new Summary("confidence", Of.CONFIDENCE, 0));
  }

  private static Iterator<float[]> rows() {
    return IntStream.range(0, 10).mapToObj(i -> new float[] {i}).iterator();
  }
}
