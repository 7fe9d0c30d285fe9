package io.edgeflow.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep.ImputeMean;
import io.edgeflow.core.preprocess.PreprocessStep.MinMax;
import io.edgeflow.core.preprocess.PreprocessStep.Resize;
import io.edgeflow.core.preprocess.PreprocessStep.Standardize;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
  private static final FeatureSpec PAIR = FeatureSpec.vector(2);
  private static final List<String> COLUMNS = List.of("left", "right");

  private static Preprocessing of(PreprocessStep... steps) {
    return new Preprocessing(COLUMNS, PAIR, List.of(), PAIR, List.of(steps));
  }

  @Test
  void the_steps_are_applied_in_their_order() {
    MinMax scale = new MinMax(Floats.of(0f), Floats.of(10f));
    Standardize centre = new Standardize(Floats.of(1f), Floats.of(1f));

    assertThat(of(scale, centre).apply(new float[] {0, 10})).containsExactly(-1, 0);
    assertThat(of(centre, scale).apply(new float[] {1, 11})).containsExactly(0, 1);
  }

  @Test
  void of_bytes_a_table_has_the_very_floats_that_the_steps_give() {
    MinMax scale = new MinMax(Floats.of(3f, 7f), Floats.of(250f, 251f));
    Standardize centre = new Standardize(Floats.of(0.3f), Floats.of(0.7f));
    Preprocessing steps = of(new ImputeMean(Floats.of(1, 2)), scale, centre);

    float[] table = steps.ofBytes().orElseThrow();

    assertThat(table).hasSize(2 * 256);
    for (int value = 0; value < 256; value++) {
      assertThat(new float[] {table[value], table[256 + value]})
          .isEqualTo(steps.apply(new float[] {value, value}));
    }
  }

  @Test
  void there_is_no_table_where_a_value_counts_by_its_neighbours_or_is_not_finite() {
    ImageShape pair = new ImageShape(1, 2, 1);
    Standardize tiny = new Standardize(Floats.of(0f), Floats.of(Float.MIN_VALUE));
    MinMax three = new MinMax(Floats.of(0, 0, 0), Floats.of(1, 1, 1));

    assertThat(of(new Resize(pair, pair)).ofBytes()).isEmpty();
    assertThat(of(tiny).ofBytes()).isEmpty();
    assertThat(of(three, new MinMax(Floats.of(0, 0), Floats.of(1, 1))).ofBytes()).isEmpty();
  }

  @Test
  void a_whole_chain_gives_the_value_worked_out_by_hand() {
    // Means fill the gap: (8, 16); doubled in width: (8, 10, 14, 16); a 16th each.
    Preprocessing chain = chain();

    assertThat(chain.apply(new float[] {Float.NaN, 16})).containsExactly(0.5f, 0.625f, 0.875f, 1);
  }

  @Test
  void the_first_part_is_stored_and_the_second_is_done_to_what_was_stored() {
    Preprocessing chain = chain();

    float[] stored = chain.prepared(new float[] {Float.NaN, 16});

    assertThat(stored).containsExactly(8, 10, 14, 16);
    assertThat(chain.scaled(stored)).containsExactly(0.5f, 0.625f, 0.875f, 1);
  }

  @Test
  void the_first_version_did_every_step_before_a_sample_was_stored() {
    ImageShape pair = new ImageShape(1, 2, 1);
    List<PreprocessStep> steps = List.of(new MinMax(Floats.of(0f), Floats.of(16f)));

    Preprocessing read = new PreprocessingV1(COLUMNS, pair, pair, steps).current();

    assertThat(read.input()).isEqualTo(FeatureSpec.image(pair));
    assertThat(read.prepare()).isEqualTo(steps);
    assertThat(read.scale()).isEmpty();
    assertThat(read.apply(new float[] {8, 16})).containsExactly(0.5f, 1);
  }

  private static Preprocessing chain() {
    ImageShape pair = new ImageShape(1, 2, 1);
    ImageShape wide = new ImageShape(1, 4, 1);
    return new Preprocessing(
        COLUMNS,
        FeatureSpec.image(pair),
        List.of(new ImputeMean(Floats.of(8f, 9f)), new Resize(pair, wide)),
        FeatureSpec.image(wide),
        List.of(new MinMax(Floats.of(0f), Floats.of(16f))));
  }

  @Test
  void the_raw_row_is_left_alone() {
    float[] raw = {Float.NaN, 10};

    float[] result = of(new ImputeMean(Floats.of(1f, 1f))).apply(raw);

    assertThat(result).containsExactly(1, 10);
    assertThat(raw).containsExactly(Float.NaN, 10);
  }

  @Test
  void without_steps_the_row_passes_as_a_copy() {
    float[] raw = {1, 2};

    assertThat(of().apply(raw)).containsExactly(1, 2).isNotSameAs(raw);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_value_that_is_missing_or_not_finite_never_reaches_the_model(float value) {
    Preprocessing scaled = of(new MinMax(Floats.of(0f), Floats.of(1f)));

    assertThatThrownBy(() -> scaled.apply(new float[] {0, value}))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("A value is missing or not finite after preprocessing")
        .hasMessageContaining("found: " + value)
        .hasMessageContaining("handle_missing");
  }

  @Test
  void a_missing_value_of_a_constant_column_is_refused_too() {
    Preprocessing scaled = of(new MinMax(Floats.of(0f), Floats.of(0f)));

    assertThatThrownBy(() -> scaled.apply(new float[] {0, Float.NaN}))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("missing or not finite");
  }

  @Test
  void a_value_that_overflows_on_the_way_is_refused() {
    Preprocessing widened = of(new Standardize(Floats.of(0f), Floats.of(1e-30f)));

    assertThatThrownBy(() -> widened.apply(new float[] {1e30f, 0}))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("found: Infinity");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void a_row_of_the_wrong_length_is_refused_with_both_lengths(int length) {
    assertThatThrownBy(() -> of().apply(new float[length]))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("A raw row of the wrong length")
        .hasMessageContaining("found: " + length)
        .hasMessageContaining("limit: 2")
        .hasMessageContaining("left");
  }

  @Test
  void there_is_one_column_for_each_value_of_the_input() {
    assertThatThrownBy(() -> new Preprocessing(List.of("only"), PAIR, List.of(), PAIR, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 columns for " + PAIR);
  }

  @Test
  void columns_and_steps_are_copied() {
    List<String> columns = new ArrayList<>(COLUMNS);
    List<PreprocessStep> steps = new ArrayList<>();
    Preprocessing preprocessing = new Preprocessing(columns, PAIR, steps, PAIR, steps);

    columns.clear();
    steps.add(new ImputeMean(Floats.of(1f)));

    assertThat(preprocessing).isEqualTo(of());
  }

  @Test
  void preprocessing_survives_json() {
    Preprocessing preprocessing =
        of(new ImputeMean(Floats.of(1f, 2f)), new MinMax(Floats.of(0f), Floats.of(0.1f)));

    String text = Json.text(preprocessing);

    assertThat(Json.read(text, Preprocessing.class, "test")).isEqualTo(preprocessing);
    assertThat(text)
        .startsWith("{\"columns\":[\"left\",\"right\"],\"input\":{\"kind\":\"vector\",");
  }
}
