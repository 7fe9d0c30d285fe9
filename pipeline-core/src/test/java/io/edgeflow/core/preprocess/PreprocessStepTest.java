package io.edgeflow.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep.Crop;
import io.edgeflow.core.preprocess.PreprocessStep.Encode;
import io.edgeflow.core.preprocess.PreprocessStep.Grayscale;
import io.edgeflow.core.preprocess.PreprocessStep.Impute;
import io.edgeflow.core.preprocess.PreprocessStep.ImputeMean;
import io.edgeflow.core.preprocess.PreprocessStep.Interpolate;
import io.edgeflow.core.preprocess.PreprocessStep.MinMax;
import io.edgeflow.core.preprocess.PreprocessStep.MinMaxRange;
import io.edgeflow.core.preprocess.PreprocessStep.Resize;
import io.edgeflow.core.preprocess.PreprocessStep.Robust;
import io.edgeflow.core.preprocess.PreprocessStep.Standardize;
import io.edgeflow.core.sample.ImageShape;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessStepTest {
  @Test
  void a_missing_value_becomes_its_own_columns_mean() {
    ImputeMean step = new ImputeMean(Floats.of(10f, 20f, 30f));

    assertThat(step.apply(new float[] {Float.NaN, 2, Float.NaN})).containsExactly(10, 2, 30);
  }

  @Test
  void imputing_leaves_infinities_to_be_refused_later() {
    ImputeMean step = new ImputeMean(Floats.of(10f, 20f));

    assertThat(step.apply(new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}))
        .containsExactly(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }

  @Test
  void places_that_are_filled_in_get_their_value_and_others_stay_missing() {
    Impute step = new Impute(List.of(0, 2), Floats.of(10f, 30f));

    assertThat(step.apply(new float[] {Float.NaN, Float.NaN, Float.NaN, 4}))
        .containsExactly(10, Float.NaN, 30, 4);
    assertThatThrownBy(() -> new Impute(List.of(0, 2), Floats.of(10f)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_gap_in_a_series_is_filled_in_on_the_line_between_its_ends() {
    Interpolate step = new Interpolate(2);
    float nan = Float.NaN;

    assertThat(step.apply(new float[] {nan, 1, 2, nan, nan, nan, nan, 4, 8, 5, nan, nan}))
        .containsExactly(2, 1, 2, 2, 4, 3, 6, 4, 8, 5, 8, 5);
  }

  @Test
  void a_channel_without_any_value_stays_missing() {
    Interpolate step = new Interpolate(2);

    assertThat(step.apply(new float[] {Float.NaN, 1, Float.NaN, Float.NaN}))
        .containsExactly(Float.NaN, 1, Float.NaN, 1);
  }

  @Test
  void a_range_takes_the_fitted_limits_to_its_own_and_goes_on_beyond() {
    MinMaxRange step = new MinMaxRange(Floats.of(2f, 5f), Floats.of(6f, 5f), -1, 3);

    assertThat(step.apply(new float[] {2, 5, 4, 9, 6, 5, 8, 5}))
        .containsExactly(-1, -1, 1, -1, 3, -1, 5, -1);
    assertThatThrownBy(() -> new MinMaxRange(Floats.of(0f), Floats.of(1f), 2, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void robust_scaling_subtracts_the_median_and_divides_by_the_distance_of_the_quartiles() {
    Robust step = new Robust(Floats.of(10f, 0f), Floats.of(4f, 1f));

    assertThat(step.apply(new float[] {10, 3, 14, -1, 4, 0}))
        .containsExactly(0, 3, 1, -1, -1.5f, 0);
    assertThatThrownBy(() -> new Robust(Floats.of(10f), Floats.of(0f)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void min_max_maps_the_fitted_range_to_zero_and_one_and_goes_on_beyond() {
    MinMax step = new MinMax(Floats.of(2f), Floats.of(6f));

    assertThat(step.apply(new float[] {2, 3, 6, 8, 0})).containsExactly(0, 0.25f, 1, 1.5f, -0.5f);
  }

  @Test
  void min_max_takes_each_channels_own_limits() {
    MinMax step = new MinMax(Floats.of(0f, 10f), Floats.of(4f, 30f));

    assertThat(step.apply(new float[] {1, 15, 2, 20, 4, 30}))
        .containsExactly(0.25f, 0.25f, 0.5f, 0.5f, 1, 1);
  }

  @Test
  void a_constant_channel_is_mapped_to_zero_by_min_max() {
    MinMax step = new MinMax(Floats.of(5f, 0f), Floats.of(5f, 1f));

    assertThat(step.apply(new float[] {5, 0.5f, 9, 1})).containsExactly(0, 0.5f, 0, 1);
  }

  @Test
  void standardizing_subtracts_the_mean_and_divides_by_the_deviation() {
    Standardize step = new Standardize(Floats.of(10f), Floats.of(4f));

    assertThat(step.apply(new float[] {10, 14, 4})).containsExactly(0, 1, -1.5f);
  }

  @Test
  void standardizing_takes_each_channels_own_statistics() {
    Standardize step = new Standardize(Floats.of(1f, 2f, 3f), Floats.of(1f, 2f, 4f));

    assertThat(step.apply(new float[] {2, 4, 7, 0, 0, -1})).containsExactly(1, 1, 1, -1, -1, -1);
  }

  @Test
  void a_deviation_of_zero_gives_zero_and_never_a_division() {
    Standardize step = new Standardize(Floats.of(5f, 0f), Floats.of(0f, 1f));

    assertThat(step.apply(new float[] {5, 3, 9, 3})).containsExactly(0, 3, 0, 3);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_value_that_is_not_finite_stays_so_in_a_constant_channel_too(float value) {
    MinMax scale = new MinMax(Floats.of(5f), Floats.of(5f));
    Standardize standardize = new Standardize(Floats.of(5f), Floats.of(0f));
    MinMaxRange range = new MinMaxRange(Floats.of(5f), Floats.of(5f), -1, 1);

    assertThat(scale.apply(new float[] {value})).containsExactly(value);
    assertThat(range.apply(new float[] {value})).containsExactly(value);
    assertThat(standardize.apply(new float[] {value})).containsExactly(value);
  }

  @Test
  void resizing_interpolates_from_one_shape_to_the_other() {
    Resize step = new Resize(new ImageShape(1, 2, 1), new ImageShape(1, 4, 1));

    assertThat(step.apply(new float[] {0, 4})).containsExactly(0, 1, 3, 4);
  }

  @Test
  void resizing_keeps_the_number_of_channels() {
    ImageShape grey = new ImageShape(2, 2, 1);
    ImageShape colour = new ImageShape(4, 4, 3);

    assertThatThrownBy(() -> new Resize(grey, colour))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Resizing keeps the channels: ")
        .hasMessageContaining(grey.toString())
        .hasMessageContaining(colour.toString());
  }

  @Test
  void a_crop_keeps_the_middle_with_all_its_channels() {
    Crop step = new Crop(new ImageShape(3, 4, 2), 1, 2);
    float[] image = new float[24];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }

    assertThat(step.apply(image)).containsExactly(10, 11, 12, 13);
    assertThatThrownBy(() -> new Crop(new ImageShape(3, 4, 2), 4, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gray_is_the_luminance_of_three_channels() {
    Grayscale step = new Grayscale(new ImageShape(1, 2, 3));

    assertThat(step.apply(new float[] {100, 0, 0, 10, 20, 30}))
        .containsExactly(new float[] {29.9f, 18.15f}, within(1e-4f));
    assertThatThrownBy(() -> new Grayscale(new ImageShape(1, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void codes_become_numbers_at_their_place_and_what_is_unknown_none() {
    Encode step = new Encode(encodings());

    assertThat(step.apply(new float[] {1, 7, 1, 5})).containsExactly(0, 1, 7, 1, 0, 0, -1);
    assertThat(step.apply(new float[] {-1, 7, -1, 0})).containsExactly(0, 0, 7, -1, 1, 0, 0);
    assertThat(step.apply(new float[] {0.5f, 7, 2, 9})).containsExactly(0, 0, 7, -1, 0, 0, 0);
    assertThat(step.apply(new float[] {Float.NaN, 7, Float.NaN, 2}))
        .containsExactly(Float.NaN, 0, 7, Float.NaN, 0, 1, 0);
    assertThat(step.names(List.of("a", "b", "c", "d")))
        .containsExactly("a_x", "a_y", "b", "c", "d_0", "d_1", "d_2");
    assertThat(step.indicators(4)).containsExactly(true, true, false, false, true, true, true);
  }

  @Test
  void an_unknown_text_of_an_order_is_an_error_unless_a_number_stands_for_it() {
    Encoding strict = new Encoding.Ordinal(List.of("x", "y"), null);

    assertThat(strict.code("z")).isEqualTo(Encoding.UNKNOWN);
    assertThatThrownBy(() -> strict.put(Encoding.UNKNOWN, new float[1], 0))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no training row has");
  }

  private static SortedMap<Integer, Encoding> encodings() {
    return new TreeMap<>(
        Map.of(
            0, new Encoding.OneHot(List.of("x", "y")),
            2, new Encoding.Ordinal(List.of("x", "y"), -1f),
            3, new Encoding.Hashing(3)));
  }

  @Test
  void the_fitted_numbers_are_copied() {
    float[] fitted = {1};
    ImputeMean impute = new ImputeMean(Floats.of(fitted));
    MinMax scale = new MinMax(Floats.of(fitted), Floats.of(fitted));

    fitted[0] = 9;
    impute.means().toArray()[0] = 9;

    assertThat(impute).isEqualTo(new ImputeMean(Floats.of(1f)));
    assertThat(scale).isEqualTo(new MinMax(Floats.of(1f), Floats.of(1f)));
  }

  @Test
  void every_step_has_its_persisted_json_form() {
    assertJson(new ImputeMean(Floats.of(1.5f)), "{\"step\":\"impute_mean\",\"means\":[1.5]}");
    assertJson(
        new MinMax(Floats.of(0f), Floats.of(16f)),
        "{\"step\":\"min_max\",\"min\":[0.0],\"max\":[16.0]}");
    assertJson(
        new Standardize(Floats.of(0.5f), Floats.of(0.25f)),
        "{\"step\":\"standardize\",\"mean\":[0.5],\"std\":[0.25]}");
    assertJson(
        new Impute(List.of(0, 2), Floats.of(1.5f, 2f)),
        "{\"step\":\"impute\",\"columns\":[0,2],\"values\":[1.5,2.0]}");
    assertJson(new Interpolate(2), "{\"step\":\"interpolate\",\"channels\":2}");
    assertJson(
        new MinMaxRange(Floats.of(0f), Floats.of(16f), -1, 1),
        "{\"step\":\"min_max_range\",\"min\":[0.0],\"max\":[16.0],\"low\":-1.0,\"high\":1.0}");
    assertJson(
        new Robust(Floats.of(0.5f), Floats.of(0.25f)),
        "{\"step\":\"robust\",\"median\":[0.5],\"range\":[0.25]}");
    assertJson(
        new Crop(new ImageShape(8, 8, 1), 4, 6),
        "{\"step\":\"crop\",\"from\":{\"height\":8,\"width\":8,\"channels\":1},"
            + "\"height\":4,\"width\":6}");
    assertJson(
        new Grayscale(new ImageShape(8, 8, 3)),
        "{\"step\":\"grayscale\",\"from\":{\"height\":8,\"width\":8,\"channels\":3}}");
    assertJson(
        new Encode(encodings()),
        "{\"step\":\"encode\",\"columns\":{"
            + "\"0\":{\"encoding\":\"one_hot\",\"categories\":[\"x\",\"y\"]},"
            + "\"2\":{\"encoding\":\"ordinal\",\"categories\":[\"x\",\"y\"],\"unknown\":-1.0},"
            + "\"3\":{\"encoding\":\"hashing\",\"buckets\":3}}}");
    assertJson(
        new Resize(new ImageShape(8, 8, 1), new ImageShape(16, 32, 1)),
        "{\"step\":\"resize\",\"from\":{\"height\":8,\"width\":8,\"channels\":1},"
            + "\"to\":{\"height\":16,\"width\":32,\"channels\":1}}");
  }

  private static void assertJson(PreprocessStep step, String json) {
    assertThat(Json.text(step)).isEqualTo(json);
    assertThat(Json.read(json, PreprocessStep.class, "test")).isEqualTo(step);
  }
}
