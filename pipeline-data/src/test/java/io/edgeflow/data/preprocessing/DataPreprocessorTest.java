package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.DataEngine.FileFormat;
import io.edgeflow.data.engine.WorkFolder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPreprocessorTest {
  private static final long SHARD = 1 << 20;

  @TempDir private Path temp;

  private static final Schema SCHEMA =
      new Schema(
          List.of("a", "b"),
          "label",
          List.of("x", "y"),
          new ImageShape(1, 2, 1),
          new ImageShape(1, 2, 1));

  private RunContext context(long seed, int threads) {
    RunContext usual = RunContext.standalone(temp, seed);
    return new RunContext(
        usual.runId(),
        seed,
        threads,
        usual.clock(),
        usual.workspace(),
        usual.artifacts(),
        usual.progress(),
        usual.events(),
        usual.tracker());
  }

  /**
   * Rows as the validator writes them; {@code select} gives {@code i}, {@code label}, {@code v}.
   */
  private Artifact validRows(RunContext context, String select) {
    try (WorkFolder folder = WorkFolder.in(context.artifacts());
        DataEngine engine = DataEngine.duckDb(folder, 256, 1)) {
      Path file = folder.file("rows.parquet");
      engine.export(
          "SELECT 0 AS source, i AS record, CAST(label AS INTEGER) AS label, hash(v) AS twin,"
              + " CAST(v AS FLOAT[]) AS v FROM ("
              + select
              + ") ORDER BY i",
          file,
          FileFormat.PARQUET);
      return context.artifacts().put("valid_rows.parquet", file);
    }
  }

  private DatasetManifest prepare(RunContext context, String select, long maxShardBytes) {
    return new DataPreprocessor(
            PreprocessingConfig.defaults(), SplitConfig.defaults(), 256, maxShardBytes)
        .prepare(validRows(context, select), "v1", SCHEMA, context);
  }

  private static final String PLAIN =
      "SELECT i, i % 4 = 0 AS label, [i, i * 0.5] AS v FROM range(1000) t(i)";

  private static Set<Float> keys(Split split) {
    Set<Float> keys = new HashSet<>();
    for (int i = 0; i < split.rows(); i++) {
      keys.add(split.raw(i)[0]);
    }
    return keys;
  }

  @Test
  void each_class_is_dealt_in_the_same_shares_and_every_row_once() {
    RunContext context = context(7, 2);

    Dataset data = Dataset.open(prepare(context, PLAIN, SHARD), context.artifacts());

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
    RunContext context = context(7, 2);

    Split test = Dataset.open(prepare(context, PLAIN, SHARD), context.artifacts()).test();

    for (int i = 0; i < test.rows(); i++) {
      assertThat(test.label(i)).isEqualTo(test.raw(i)[0] % 4 == 0 ? 1 : 0);
    }
  }

  @Test
  void the_order_is_drawn_and_not_that_of_collection() {
    RunContext context = context(7, 2);

    Split train = Dataset.open(prepare(context, PLAIN, SHARD), context.artifacts()).train();

    long falls =
        IntStream.range(1, train.rows()).filter(i -> train.raw(i)[0] < train.raw(i - 1)[0]).count();
    assertThat(falls).isBetween(300L, 400L);
  }

  @Test
  void the_seed_decides_and_the_number_of_threads_does_not() {
    DatasetManifest first = prepare(context(7, 1), PLAIN, SHARD);
    DatasetManifest again = prepare(context(7, 3), PLAIN, SHARD);
    DatasetManifest other = prepare(context(8, 1), PLAIN, SHARD);

    assertThat(again).isEqualTo(first);
    assertThat(other.train().raw()).isNotEqualTo(first.train().raw());
  }

  @Test
  void equal_rows_of_a_class_never_stand_on_both_sides() {
    RunContext context = context(7, 2);
    String copies = "SELECT i, i % 2 AS label, [i % 100, 1] AS v FROM range(3000) t(i)";

    Dataset data = Dataset.open(prepare(context, copies, SHARD), context.artifacts());

    assertThat(keys(data.train()))
        .doesNotContainAnyElementsOf(keys(data.validation()))
        .doesNotContainAnyElementsOf(keys(data.test()));
    assertThat(keys(data.validation())).doesNotContainAnyElementsOf(keys(data.test()));
    assertThat(data.train().rows()).isBetween(2000, 2200);
  }

  @Test
  void preprocessing_is_fitted_on_the_training_rows_alone() {
    RunContext context = context(7, 2);

    Dataset data = Dataset.open(prepare(context, PLAIN, SHARD), context.artifacts());

    double mean = keys(data.train()).stream().mapToDouble(k -> k).average().orElseThrow();
    PreprocessStep.ImputeMean fitted =
        (PreprocessStep.ImputeMean) data.preprocessing().steps().get(0);
    assertThat(fitted.means().get(0)).isEqualTo((float) mean).isNotEqualTo(499.5f);
  }

  @Test
  void missing_values_stay_nan_in_raw_and_are_finite_in_features() {
    RunContext context = context(7, 2);
    String gaps =
        "SELECT i, i % 2 AS label, [CASE WHEN i % 3 > 0 THEN i END, 2] AS v FROM range(300) t(i)";

    Split train = Dataset.open(prepare(context, gaps, SHARD), context.artifacts()).train();

    int missing = 0;
    for (int i = 0; i < train.rows(); i++) {
      missing += Float.isNaN(train.raw(i)[0]) ? 1 : 0;
      assertThat(train.features(i)[0]).isFinite();
    }
    assertThat(missing).isBetween(40, 100);
  }

  @Test
  void shards_stay_below_their_limit_and_read_as_one() {
    RunContext context = context(7, 2);

    DatasetManifest whole = prepare(context, PLAIN, SHARD);
    DatasetManifest parts = prepare(context, PLAIN, 1000);

    assertThat(parts.train().features())
        .hasSize(7)
        .allMatch(shard -> shard.bytes() <= 1000)
        .extracting(Artifact::name)
        .startsWith("train.features.0.npy", "train.features.1.npy");
    Split one = Dataset.open(whole, context.artifacts()).train();
    Split many = Dataset.open(parts, context.artifacts()).train();
    for (int i = 0; i < one.rows(); i++) {
      assertThat(many.features(i)).isEqualTo(one.features(i));
      assertThat(many.raw(i)).isEqualTo(one.raw(i));
    }
    assertThat(many.labels()).isEqualTo(one.labels());
    assertThat(parts.inputBaseline()).isEqualTo(whole.inputBaseline());
  }

  @Test
  void a_class_that_is_too_small_for_three_splits_is_an_error_that_names_it() {
    RunContext context = context(7, 2);
    String small = "SELECT i, i < 3 AS label, [i, 1] AS v FROM range(100) t(i)";

    assertThatThrownBy(() -> prepare(context, small, SHARD))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("class \"y\"")
        .hasMessageContaining("remedy");
  }

  @Test
  void five_different_rows_of_a_class_are_enough() {
    RunContext context = context(7, 2);
    String five = "SELECT i, i % 2 AS label, [i, 1] AS v FROM range(10) t(i)";

    Dataset data = Dataset.open(prepare(context, five, SHARD), context.artifacts());

    assertThat(List.of(data.train().rows(), data.validation().rows(), data.test().rows()))
        .isEqualTo(List.of(6, 2, 2));
  }
}
