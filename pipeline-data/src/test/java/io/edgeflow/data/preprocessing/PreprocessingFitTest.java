package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.data.Oracle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scikit-learn's SimpleImputer, MinMaxScaler and StandardScaler. */
class PreprocessingFitTest {
  private static Schema schema(ImageShape raw, ImageShape feature) {
    List<String> columns = IntStream.range(0, raw.size()).mapToObj(i -> "c" + i).toList();
    return new Schema(
        columns,
        FeatureSpec.image(raw),
        FeatureSpec.image(feature),
        new ClassTarget("label", List.of("a", "b")));
  }

  private static Preprocessing fit(
      ImageShape shape, boolean normalize, boolean standardize, List<float[]> train) {
    return DataPreprocessor.fit(
        schema(shape, shape), new PreprocessingConfig(normalize, standardize, true), train);
  }

  @ParameterizedTest
  @CsvSource({"true, false, minmax", "false, true, standard", "true, true, minmax_standard"})
  void columns_are_scaled_as_scikit_learn_does(
      boolean normalize, boolean standardize, String golden) throws IOException {
    Map<String, Object> oracle = Oracle.object("scalers");
    List<?> columns = (List<?>) oracle.get("columns");
    List<float[]> train = Oracle.rows(oracle.get("train"));

    Preprocessing fitted = fit(new ImageShape(1, 1, 6), normalize, standardize, train);

    for (String part : List.of("train", "test")) {
      List<float[]> expected = Oracle.rows(oracle.get(golden + "_" + part));
      List<float[]> raw = Oracle.rows(oracle.get(part));
      for (int row = 0; row < raw.size(); row++) {
        float[] found = fitted.apply(raw.get(row));
        for (String column : List.of("normal", "missing", "skewed")) {
          int i = columns.indexOf(column);
          assertThat(found[i])
              .as("%s of %s row %d", column, part, row)
              .isCloseTo(expected.get(row)[i], within(5e-6f));
        }
        assertThat(found[columns.indexOf("constant")]).as("ours is 0 even off-constant").isZero();
        assertThat(found[columns.indexOf("constant_missing")]).isZero();
      }
    }
  }

  @Test
  void missing_values_get_their_columns_mean() throws IOException {
    Map<String, Object> oracle = Oracle.object("scalers");

    Preprocessing fitted =
        DataPreprocessor.fit(
            schema(new ImageShape(1, 1, 6), new ImageShape(1, 1, 6)),
            new PreprocessingConfig(false, false, true),
            Oracle.rows(oracle.get("train")));

    float[] means = Oracle.floats(oracle.get("imputer_mean"));
    float[] nothing = new float[6];
    java.util.Arrays.fill(nothing, Float.NaN);
    float[] imputed = fitted.apply(nothing);
    for (int i = 0; i < means.length; i++) {
      assertThat(imputed[i]).isCloseTo(means[i], within(1e-6f * Math.max(1, Math.abs(means[i]))));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false, minmax", "false, true, standard", "true, true, minmax_standard"})
  void the_pixels_of_a_channel_share_their_statistics(
      boolean normalize, boolean standardize, String golden) throws IOException {
    Map<?, ?> oracle = (Map<?, ?>) Oracle.object("scalers").get("per_channel");
    ImageShape shape = new ImageShape(4, 4, 2);

    Preprocessing fitted = fit(shape, normalize, standardize, Oracle.rows(oracle.get("train")));

    List<float[]> raw = Oracle.rows(oracle.get("test"));
    List<float[]> expected = Oracle.rows(oracle.get(golden + "_test"));
    for (int row = 0; row < raw.size(); row++) {
      assertThat(fitted.apply(raw.get(row))).containsExactly(expected.get(row), within(2e-6f));
    }
  }

  @Test
  void statistics_are_the_oracles() throws IOException {
    Map<?, ?> oracle = (Map<?, ?>) Oracle.object("scalers").get("per_channel");

    Preprocessing fitted =
        fit(new ImageShape(4, 4, 2), false, true, Oracle.rows(oracle.get("train")));

    PreprocessStep.Standardize step = (PreprocessStep.Standardize) fitted.scale().get(1);
    assertThat(step.mean().toArray())
        .containsExactly(Oracle.floats(oracle.get("mean")), within(1e-6f));
    assertThat(step.std().toArray())
        .containsExactly(Oracle.floats(oracle.get("std")), within(1e-5f));
  }

  @Test
  void fitting_leaves_the_rows_as_they_are() {
    float[] row = {1, Float.NaN, 3, 4};

    fit(new ImageShape(2, 2, 1), true, true, List.of(row, new float[] {0, 1, 2, 3}));

    assertThat(row).containsExactly(1, Float.NaN, 3, 4);
  }

  @Test
  void a_column_without_any_value_is_an_error_that_names_it() {
    List<float[]> train = List.of(new float[] {1, Float.NaN}, new float[] {2, Float.NaN});

    assertThatThrownBy(() -> fit(new ImageShape(1, 2, 1), true, true, train))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"c1\"");
  }

  @Test
  void images_are_resized_as_pytorch_does() throws IOException {
    for (Map<String, Object> each : Oracle.list("resize")) {
      float[] from = Oracle.floats(each.get("from"));
      float[] to = Oracle.floats(each.get("to"));
      ImageShape raw = new ImageShape((int) from[0], (int) from[1], 1);
      ImageShape feature = new ImageShape((int) to[0], (int) to[1], 1);
      float[] image = Oracle.floats(each.get("image"));

      float[] resized =
          DataPreprocessor.fit(
                  schema(raw, feature),
                  new PreprocessingConfig(false, false, false),
                  List.of(image))
              .apply(image);

      assertThat(resized).containsExactly(Oracle.floats(each.get("resized")), within(1e-5f));
    }
  }
}
