package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.Choice;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.Encoding;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextColumnsTest {
  private static final String HEADER = "part,n,unit,size,city,label";

  @TempDir private Path temp;

  private static PreprocessingConfig config(Map<String, Choice> encode) {
    return PreprocessingConfig.builder()
        .set(PreprocessingConfig.SCALE, PreprocessingConfig.Scale.MIN_MAX)
        .set(EncodeConfig.ENCODE, encode)
        .build();
  }

  private static final Map<String, Choice> ALL =
      Map.of(
          "unit", Choice.of("one_hot"),
          "size", Choice.of("ordinal", -1),
          "city", Choice.of("hashing", 4));

  private Prepared prepared(PreprocessingConfig config, List<String> lines) {
    Recipe recipe =
        Recipe.usual()
            .with(FeatureConfig.defaults())
            .with(SplitConfig.byColumn("part"))
            .with(config);
    return Prepared.of(temp, recipe, 1, 2, lines);
  }

  /** Ten numbers, two units, three sizes; the test split has texts that no training row has. */
  private static List<String> lines(String... more) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    String[] units = {"F", "C"};
    String[] sizes = {"s", "m", "l"};
    for (int i = 0; i < 12; i++) {
      String part = i < 6 ? "train" : i < 9 ? "validation" : "test";
      lines.add(
          "%s,%d,%s,%s,city %d,%s"
              .formatted(part, i, units[i % 2], sizes[i % 3], i % 4, i % 2 == 0 ? "a" : "b"));
    }
    lines.addAll(List.of(more));
    return lines;
  }

  private static List<float[]> features(Split split) {
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < split.rows(); row++) {
      rows.add(split.features(row));
    }
    return rows;
  }

  @Test
  void texts_are_stored_as_codes_and_given_to_the_model_as_their_numbers() {
    Prepared prepared = prepared(config(ALL), lines());

    Dataset data = prepared.open();

    Map<Integer, Encoding> encodings = data.preprocessing().encodings();
    assertThat(encodings.get(1)).isEqualTo(new Encoding.OneHot(List.of("C", "F")));
    assertThat(encodings.get(2)).isEqualTo(new Encoding.Ordinal(List.of("l", "m", "s"), -1f));
    assertThat(encodings.get(3)).isEqualTo(new Encoding.Hashing(4));
    assertThat(data.schema().columns()).containsExactly("n", "unit", "size", "city");
    assertThat(data.schema().features().sameAxes(FeatureSpec.vector(8))).isTrue();
    assertThat(data.preprocessing().numbers())
        .containsExactly("n", "unit_C", "unit_F", "size", "city_0", "city_1", "city_2", "city_3");
    for (int row = 0; row < data.train().rows(); row++) {
      float[] raw = data.train().raw(row);
      float[] features = data.train().features(row);
      int n = (int) raw[0];
      assertThat(features[0]).isEqualTo(n / 5f);
      assertThat(features[1]).isEqualTo(n % 2 == 1 ? 1 : 0);
      assertThat(features[2]).isEqualTo(n % 2 == 0 ? 1 : 0);
      assertThat(features[3]).isEqualTo((2 - n % 3) / 2f);
      assertThat(data.preprocessing().apply(raw)).containsExactly(features);
      assertThat(raw[3]).isEqualTo(encodings.get(3).code("city " + n % 4));
    }
    assertThat(data.inputBaseline().histograms()).containsKey("value_unit_c");
  }

  @Test
  void texts_that_no_training_row_has_are_unknown() {
    Prepared prepared = prepared(config(ALL), lines("test,3,K,xl,city 0,a"));

    Dataset data = prepared.open();

    assertThat(features(data.test()))
        .anySatisfy(
            row -> {
              assertThat(row[1]).isZero();
              assertThat(row[2]).isZero();
              assertThat(row[3]).isEqualTo(-0.5f);
            });
  }

  @Test
  void an_unknown_text_is_an_error_where_no_number_stands_for_it() {
    PreprocessingConfig config =
        config(
            Map.of(
                "size",
                Choice.of("ordinal"),
                "unit",
                Choice.of("one_hot"),
                "city",
                Choice.of("hashing", 2)));

    assertThatThrownBy(() -> prepared(config, lines("test,3,C,xl,city 0,a")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no training row has")
        .hasMessageContaining("{ordinal: -1}");
  }

  @Test
  void a_missing_text_is_the_most_frequent_one_or_drops_its_row() {
    PreprocessingConfig drop =
        PreprocessingConfig.builder()
            .set(EncodeConfig.ENCODE, ALL)
            .set(MissingConfig.BY_COLUMN, Map.of("unit", Choice.of("drop")))
            .build();
    List<String> lines = lines("train,3,,s,city 0,a", "train,4,F,NA,city 0,a", "train,5,F,s,,b");

    Dataset kept = prepared(config(ALL), lines).open();
    Prepared dropped = prepared(drop, lines);

    assertThat(kept.train().rows()).isEqualTo(9);
    assertThat(features(kept.train())).allSatisfy(row -> assertThat(row[1] + row[2]).isEqualTo(1));
    assertThat(dropped.rows().quarantined()).isEqualTo(1);
  }

  @Test
  void text_in_a_column_of_numbers_still_goes_to_quarantine() {
    Prepared prepared = prepared(config(ALL), lines("train,many,C,s,city 0,a"));

    assertThat(prepared.rows().quarantined()).isEqualTo(1);
  }

  @Test
  void rows_that_differ_in_a_text_alone_are_not_the_same() {
    Prepared prepared =
        prepared(
            config(ALL),
            lines("train,0,C,s,city 0,a", "test,0,C,s,city 1,a", "test,0,C,s,city 0,a"));

    assertThat(prepared.rows().quarantined())
        .as("the training row that a test row equals")
        .isEqualTo(1);
  }

  @Test
  void a_column_to_be_encoded_must_be_a_feature() {
    assertThatThrownBy(() -> prepared(config(Map.of("untit", Choice.of("one_hot"))), lines()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("untit")
        .hasMessageContaining("data_pipeline.preprocessing.encode");
  }
}
