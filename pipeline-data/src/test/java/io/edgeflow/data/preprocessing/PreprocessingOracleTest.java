package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.preprocess.Encoding;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.data.Oracle;
import io.edgeflow.data.preprocessing.MissingConfig.Fill;
import io.edgeflow.data.preprocessing.MissingConfig.Kind;
import io.edgeflow.data.preprocessing.PreprocessingConfig.Scale;
import io.edgeflow.data.preprocessing.PreprocessingConfig.Scaler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against scikit-learn and pandas; see {@code tools/oracle/make_preprocessing.py}. */
class PreprocessingOracleTest {
  /** Its spread is near the distance of two floats of its size, so that only statistics compare. */
  private static final int LARGE_OFFSET = 1;

  private static final Fill ZERO = new Fill(Kind.CONSTANT, 0);

  private static Schema schema(FeatureSpec spec) {
    List<String> columns = IntStream.range(0, spec.size()).mapToObj(i -> "c" + i).toList();
    return new Schema(columns, spec, spec, new ClassTarget("label", List.of("a", "b")));
  }

  private static PreprocessingConfig config(Fill fill, Scaler... scalers) {
    return new PreprocessingConfig(
        List.of(scalers), new MissingConfig(fill, Map.of()), EncodeConfig.NONE, ImageConfig.NONE);
  }

  private static Preprocessing fit(PreprocessingConfig config, List<float[]> train) {
    return DataPreprocessor.fit(schema(FeatureSpec.vector(train.get(0).length)), config, train);
  }

  private static void assertClose(float[] found, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      float limit = 1e-6f * Math.max(1, Math.abs(expected[i]));
      if (i != LARGE_OFFSET) {
        assertThat(found[i]).as("column %d", i).isCloseTo(expected[i], within(limit));
      }
    }
  }

  @Test
  void median_and_quartiles_are_numpys_to_the_last_bits() throws IOException {
    for (Object each : (List<?>) Oracle.object("preprocessing").get("tables")) {
      Map<?, ?> table = (Map<?, ?>) each;
      double[] medians = Oracle.doubles(table.get("median"));
      double[] ranges = Oracle.doubles(table.get("range"));

      double[][] found =
          Quantiles.of(Oracle.rows(table.get("train")), medians.length, 0.25, 0.5, 0.75);

      for (int i = 0; i < medians.length; i++) {
        double range = found[i][2] - found[i][0];
        assertThat(found[i][1])
            .isCloseTo(medians[i], within(1e-12 * Math.max(1, Math.abs(medians[i]))));
        assertThat(range == 0 ? 1 : range)
            .isCloseTo(ranges[i], within(1e-12 * Math.max(1, Math.abs(medians[i]))));
      }
    }
  }

  @Test
  void robust_scaling_is_that_of_scikit_learn_where_quartiles_are_equal_too() throws IOException {
    for (Object each : (List<?>) Oracle.object("preprocessing").get("tables")) {
      Map<?, ?> table = (Map<?, ?>) each;
      List<float[]> test = Oracle.rows(table.get("test"));
      List<float[]> expected = Oracle.rows(table.get("robust"));

      Preprocessing fitted =
          fit(config(ZERO, Scaler.of(Scale.ROBUST)), Oracle.rows(table.get("train")));

      for (int row = 0; row < test.size(); row++) {
        assertClose(fitted.apply(test.get(row)), expected.get(row));
      }
    }
  }

  @Test
  void a_chosen_range_is_that_of_scikit_learn() throws IOException {
    for (Object each : (List<?>) Oracle.object("preprocessing").get("tables")) {
      Map<?, ?> table = (Map<?, ?>) each;
      for (Object range : (List<?>) table.get("ranges")) {
        Map<?, ?> wanted = (Map<?, ?>) range;
        float low = ((Number) wanted.get("low")).floatValue();
        float high = ((Number) wanted.get("high")).floatValue();
        List<float[]> train = Oracle.rows(table.get("train"));

        Preprocessing fitted = fit(config(ZERO, new Scaler(Scale.MIN_MAX, low, high)), train);

        for (String part : List.of("train", "test")) {
          List<float[]> rows = Oracle.rows(table.get(part));
          List<float[]> expected = Oracle.rows(wanted.get(part));
          for (int row = 0; row < rows.size(); row++) {
            assertClose(
                fitted.apply(rows.get(row)), lowWhereConstant(expected.get(row), train, low));
          }
        }
      }
    }
  }

  /** Ours gives the same for a channel that was constant in training, whatever comes later. */
  private static float[] lowWhereConstant(float[] expected, List<float[]> train, float low) {
    float[] ours = expected.clone();
    for (int i = 0; i < ours.length; i++) {
      int column = i;
      boolean constant = train.stream().map(row -> row[column]).distinct().count() == 1;
      ours[i] = constant ? low : ours[i];
    }
    return ours;
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MEAN", "MEDIAN", "MOST_FREQUENT", "CONSTANT"})
  void missing_values_are_filled_in_as_scikit_learn_does(Kind kind) throws IOException {
    Map<?, ?> oracle = (Map<?, ?>) Oracle.object("preprocessing").get("missing");
    Map<?, ?> strategy = (Map<?, ?>) ((Map<?, ?>) oracle.get("strategies")).get(kind.id());
    List<float[]> train = Oracle.rows(oracle.get("train"));
    List<float[]> expected = Oracle.rows(strategy.get("rows"));

    Preprocessing fitted = fit(config(new Fill(kind, -2.5f)), train);

    for (int row = 0; row < train.size(); row++) {
      assertClose(fitted.apply(train.get(row)), expected.get(row));
      assertThat(fitted.apply(train.get(row))[LARGE_OFFSET])
          .isCloseTo(expected.get(row)[LARGE_OFFSET], within(1e-3f));
    }
  }

  @Test
  void texts_become_the_numbers_that_scikit_learn_gives() throws IOException {
    Map<?, ?> oracle = (Map<?, ?>) Oracle.object("preprocessing").get("texts");
    List<String> categories = texts(oracle.get("categories"));
    List<String> test = texts(oracle.get("test"));
    Encoding oneHot = new Encoding.OneHot(categories);
    Encoding ordinal = new Encoding.Ordinal(categories, -1f);
    List<float[]> vectors = Oracle.rows(oracle.get("one_hot"));
    float[] places = Oracle.floats(oracle.get("ordinal"));

    for (int i = 0; i < test.size(); i++) {
      assertThat(numbers(oneHot, test.get(i))).containsExactly(vectors.get(i));
      assertThat(numbers(ordinal, test.get(i))).containsExactly(places[i]);
    }
  }

  @Test
  void texts_are_hashed_as_by_scikit_learn() throws IOException {
    Map<?, ?> oracle = (Map<?, ?>) Oracle.object("preprocessing").get("texts");
    List<String> all = new ArrayList<>(texts(oracle.get("train")));
    all.addAll(texts(oracle.get("test")));
    for (Object each : (List<?>) oracle.get("hashing")) {
      Map<?, ?> hashed = (Map<?, ?>) each;
      Encoding hashing = new Encoding.Hashing(((Number) hashed.get("buckets")).intValue());
      List<float[]> expected = Oracle.rows(hashed.get("rows"));
      for (int i = 0; i < all.size(); i++) {
        assertThat(numbers(hashing, all.get(i))).as(all.get(i)).containsExactly(expected.get(i));
      }
    }
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static float[] numbers(Encoding encoding, String text) {
    float[] numbers = new float[encoding.width()];
    encoding.put(encoding.code(text), numbers, 0);
    return numbers;
  }

  @Test
  void images_are_cropped_and_turned_gray_as_torchvision_and_pillow_do() throws IOException {
    for (Object each : (List<?>) Oracle.object("preprocessing").get("images")) {
      Map<?, ?> image = (Map<?, ?>) each;
      List<?> lines = (List<?>) image.get("image");
      ImageShape shape = new ImageShape(lines.size(), ((List<?>) lines.get(0)).size(), 3);
      float[] size = Oracle.floats(image.get("crop"));
      float[] pixels = Oracle.floats(lines);
      float[] gray = Oracle.floats(image.get("gray"));
      List<Integer> crop = List.of((int) size[0], (int) size[1]);

      assertThat(shaped(shape, crop, false, pixels).apply(pixels))
          .containsExactly(Oracle.floats(image.get("cropped")));
      Preprocessing shown = shaped(shape, crop, true, pixels);
      assertThat(shown.apply(pixels)).containsExactly(gray, within(1f));
      assertThat(shown.output())
          .isEqualTo(FeatureSpec.image(new ImageShape(crop.get(0), crop.get(1), 1)));
    }
  }

  private static Preprocessing shaped(
      ImageShape shape, List<Integer> crop, boolean gray, float[] pixels) {
    return DataPreprocessor.fit(
        schema(FeatureSpec.image(shape)),
        new PreprocessingConfig(
            List.of(),
            new MissingConfig(ZERO, Map.of()),
            EncodeConfig.NONE,
            new ImageConfig(crop, gray, false)),
        List.of(pixels));
  }

  @Test
  void a_crop_may_be_resized_to_the_size_of_the_whole_image() {
    Schema schema = schema(FeatureSpec.image(new ImageShape(4, 4, 1)));
    float[] image = new float[16];
    PreprocessingConfig config =
        new PreprocessingConfig(
            List.of(),
            new MissingConfig(ZERO, Map.of()),
            EncodeConfig.NONE,
            new ImageConfig(List.of(2, 2), false, true));

    Preprocessing fitted = DataPreprocessor.fit(schema, config, List.of(image));

    assertThat(fitted.prepare()).hasSize(3);
    assertThat(fitted.apply(image)).hasSize(16);
  }

  @Test
  void gaps_in_a_series_are_filled_in_as_pandas_does() throws IOException {
    for (Object each : (List<?>) Oracle.object("preprocessing").get("series")) {
      List<?> times = (List<?>) ((Map<?, ?>) each).get("series");
      float[] series = Oracle.floats(times);
      float[] expected = Oracle.floats(((Map<?, ?>) each).get("filled"));
      FeatureSpec spec = FeatureSpec.series(times.size(), series.length / times.size());
      float[] other = new float[series.length];

      Preprocessing fitted =
          DataPreprocessor.fit(
              schema(spec), config(new Fill(Kind.INTERPOLATE, 0)), List.of(series, other));

      float[] found = fitted.apply(series);
      for (int i = 0; i < expected.length; i++) {
        float limit = 1e-6f * Math.max(1, Math.abs(expected[i]));
        assertThat(found[i])
            .as("value %d", i)
            .isCloseTo(Float.isNaN(expected[i]) ? 0 : expected[i], within(limit));
      }
    }
  }
}
