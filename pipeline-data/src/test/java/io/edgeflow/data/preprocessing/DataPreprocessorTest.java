package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPreprocessorTest {
  private static final Recipe USUAL =
      Recipe.usual()
          .with(FeatureConfig.defaults().withTarget(new ClassesConfig("label", List.of("x", "y"))));
  private static final List<String> PLAIN =
      Prepared.lines("a,b,label", 1000, i -> i + "," + i * 0.5 + "," + (i % 4 == 0 ? "y" : "x"));

  @TempDir private Path temp;

  private Prepared prepare(long seed, int threads, List<String> lines) {
    return Prepared.of(temp, USUAL, seed, threads, lines);
  }

  private Dataset open(List<String> lines) {
    return prepare(7, 2, lines).open();
  }

  private static Set<Float> keys(Split split) {
    Set<Float> keys = new HashSet<>();
    for (int i = 0; i < split.rows(); i++) {
      keys.add(split.raw(i)[0]);
    }
    return keys;
  }

  @Test
  void each_class_is_dealt_in_the_same_shares_and_every_row_once() {
    Dataset data = open(PLAIN);

    assertThat(List.of(data.train().rows(), data.validation().rows(), data.test().rows()))
        .isEqualTo(List.of(700, 149, 151));
    assertThat(IntStream.of(data.train().labels()).sum()).isEqualTo(175);
    assertThat(IntStream.of(data.validation().labels()).sum()).isBetween(37, 38);
    Set<Float> all = keys(data.train());
    all.addAll(keys(data.validation()));
    all.addAll(keys(data.test()));
    assertThat(all).hasSize(1000);
  }

  @Test
  void labels_stay_with_their_rows() {
    Split test = open(PLAIN).test();

    for (int i = 0; i < test.rows(); i++) {
      assertThat(test.label(i)).isEqualTo(test.raw(i)[0] % 4 == 0 ? 1 : 0);
    }
  }

  @Test
  void the_order_is_drawn_and_not_that_of_collection() {
    Split train = open(PLAIN).train();

    long falls =
        IntStream.range(1, train.rows()).filter(i -> train.raw(i)[0] < train.raw(i - 1)[0]).count();
    assertThat(falls).isBetween(300L, 400L);
  }

  @Test
  void the_seed_decides_and_the_number_of_threads_does_not() {
    DatasetManifest first = prepare(7, 1, PLAIN).manifest();
    DatasetManifest again = prepare(7, 3, PLAIN).manifest();
    DatasetManifest other = prepare(8, 1, PLAIN).manifest();

    assertThat(again).isEqualTo(first);
    assertThat(other.train().raw()).isNotEqualTo(first.train().raw());
  }

  @Test
  void equal_rows_of_a_class_never_stand_on_both_sides() {
    List<String> copies =
        Prepared.lines("a,b,label", 3000, i -> i % 100 + ",1," + (i % 2 == 0 ? "x" : "y"));

    Dataset data = open(copies);

    assertThat(keys(data.train()))
        .doesNotContainAnyElementsOf(keys(data.validation()))
        .doesNotContainAnyElementsOf(keys(data.test()));
    assertThat(keys(data.validation())).doesNotContainAnyElementsOf(keys(data.test()));
    assertThat(data.train().rows()).isBetween(2000, 2200);
  }

  @Test
  void equal_rows_of_different_classes_stay_together_too() {
    List<String> copies =
        Prepared.lines("a,b,label", 3000, i -> i % 100 + ",1," + (i % 3 == 0 ? "x" : "y"));

    Dataset data = open(copies);

    assertThat(keys(data.train()))
        .doesNotContainAnyElementsOf(keys(data.validation()))
        .doesNotContainAnyElementsOf(keys(data.test()));
    assertThat(keys(data.validation())).doesNotContainAnyElementsOf(keys(data.test()));
  }

  @Test
  void resized_images_are_filled_in_before_and_scaled_by_what_resizing_leaves() {
    Recipe resized = USUAL.with(USUAL.features().withShape(2, 2, 1).withSize(3, 3));
    List<String> gaps =
        Prepared.lines(
            "a,b,c,d,label",
            100,
            i -> "%s,%d,0,100,%s".formatted(i % 5 == 0 ? "" : i, i, i % 2 == 0 ? "x" : "y"));

    Dataset data = Prepared.of(temp, resized, 7, 2, gaps).open();

    assertThat(data.preprocessing().prepare())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("ImputeMean", "Resize");
    assertThat(data.preprocessing().scale())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("MinMax", "Standardize");
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < data.train().rows(); row++) {
      for (float value : data.train().features(row)) {
        sum += value;
        squares += (double) value * value;
      }
    }
    int count = data.train().rows() * 9;
    assertThat(sum / count).isCloseTo(0, within(1e-5));
    assertThat(squares / count).isCloseTo(1, within(1e-5));
  }

  @Test
  void every_channel_of_a_series_has_its_own_scale_and_its_own_histogram() {
    Recipe series = USUAL.with(USUAL.features().withShape(2, 2));
    List<String> windows =
        Prepared.lines(
            "x0,y0,x1,y1,label",
            100,
            i ->
                "%d,%d,%d,%d,%s".formatted(i, -1000 * i, i + 1, -1000 * i, i % 2 == 0 ? "x" : "y"));

    Dataset data = Prepared.of(temp, series, 7, 2, windows).open();

    PreprocessStep.MinMax scale = (PreprocessStep.MinMax) data.preprocessing().scale().get(1);
    assertThat(scale.min().size()).isEqualTo(2);
    assertThat(scale.max().get(0)).isBetween(90f, 100f);
    assertThat(scale.max().get(1)).isLessThanOrEqualTo(0);
    assertThat(scale.min().get(1)).isLessThan(-90_000);
    assertThat(data.inputBaseline().histograms())
        .containsOnlyKeys("channel_0_mean", "channel_1_mean", "series_deviation")
        .allSatisfy((name, h) -> assertThat(h.samples()).isEqualTo(data.train().rows()));
  }

  @Test
  void the_values_of_a_vector_are_summarized_by_name() {
    assertThat(open(PLAIN).inputBaseline().histograms()).containsOnlyKeys("value_a", "value_b");
  }

  @Test
  void preprocessing_is_fitted_on_the_training_rows_alone() {
    Dataset data = open(PLAIN);

    double mean = keys(data.train()).stream().mapToDouble(k -> k).average().orElseThrow();
    PreprocessStep.ImputeMean fitted =
        (PreprocessStep.ImputeMean) data.preprocessing().scale().get(0);
    assertThat(fitted.means().get(0)).isEqualTo((float) mean).isNotEqualTo(499.5f);
  }

  @Test
  void missing_values_stay_nan_in_raw_and_are_finite_in_features() {
    List<String> gaps =
        Prepared.lines(
            "a,b,c,label",
            300,
            i -> (i % 3 > 0 ? i : "") + ",2," + i + "," + (i % 2 == 0 ? "x" : "y"));

    Split train = open(gaps).train();

    int missing = 0;
    for (int i = 0; i < train.rows(); i++) {
      missing += Float.isNaN(train.raw(i)[0]) ? 1 : 0;
      assertThat(train.features(i)[0]).isFinite();
    }
    assertThat(missing).isBetween(40, 100);
  }

  @Test
  void shards_stay_below_their_limit_and_read_as_one() {
    Prepared whole = prepare(7, 2, PLAIN);
    Prepared parts = Prepared.of(temp, USUAL.with(1000), 7, 2, PLAIN);

    assertThat(parts.manifest().train().raw())
        .hasSize(7)
        .allMatch(shard -> shard.bytes() <= 1000)
        .extracting(Artifact::name)
        .startsWith("train.raw.0.npy", "train.raw.1.npy");
    Split one = whole.open().train();
    Split many = parts.open().train();
    for (int i = 0; i < one.rows(); i++) {
      assertThat(many.features(i)).isEqualTo(one.features(i));
      assertThat(many.raw(i)).isEqualTo(one.raw(i));
    }
    assertThat(many.labels()).isEqualTo(one.labels());
    assertThat(parts.manifest().inputBaseline()).isEqualTo(whole.manifest().inputBaseline());
  }

  @Test
  void a_class_that_is_too_small_for_three_splits_is_an_error_that_names_it() {
    List<String> small = Prepared.lines("a,b,label", 100, i -> i + ",1," + (i < 3 ? "y" : "x"));

    assertThatThrownBy(() -> prepare(7, 2, small))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("class \"y\"")
        .hasMessageContaining("remedy");
  }

  @Test
  void five_different_rows_of_a_class_are_enough() {
    List<String> five = Prepared.lines("a,b,label", 10, i -> i + ",1," + (i % 2 == 0 ? "x" : "y"));

    Dataset data = open(five);

    assertThat(List.of(data.train().rows(), data.validation().rows(), data.test().rows()))
        .isEqualTo(List.of(6, 2, 2));
  }
}
