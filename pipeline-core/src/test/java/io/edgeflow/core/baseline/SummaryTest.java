package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.baseline.Summary.Of;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static double value(Of of, float... numbers) {
    return new Summary("s", of, 0).value(numbers, 1);
  }

  @Test
  void an_input_has_a_mean_and_a_population_deviation() {
    // Mean (2+4+4+4+5+5+7+9)/8 = 5; squared deviations 9+1+1+1+0+0+4+16 = 32; sqrt(32/8) = 2.
    assertThat(value(Of.INPUT_MEAN, 2, 4, 4, 4, 5, 5, 7, 9)).isEqualTo(5);
    assertThat(value(Of.INPUT_DEVIATION, 2, 4, 4, 4, 5, 5, 7, 9)).isEqualTo(2);
  }

  @Test
  void a_constant_input_has_no_deviation_and_never_the_root_of_a_negative() {
    float[] constant = new float[1000];
    Arrays.fill(constant, 0.1f);

    assertThat(value(Of.INPUT_MEAN, constant)).isCloseTo(0.1f, within(1e-12));
    assertThat(value(Of.INPUT_DEVIATION, constant)).isNotNegative().isLessThan(1e-6);
  }

  @Test
  void mean_and_deviation_equal_the_two_pass_formula() {
    Random random = new Random(11);
    for (int n = 0; n < 50; n++) {
      float[] values = new float[1 + random.nextInt(200)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * 3 + 1);
      }
      double mean = 0;
      for (float value : values) {
        mean += value / (double) values.length;
      }
      double variance = 0;
      for (float value : values) {
        variance += (value - mean) * (value - mean) / values.length;
      }

      assertThat(value(Of.INPUT_MEAN, values)).isCloseTo(mean, within(1e-9));
      assertThat(value(Of.INPUT_DEVIATION, values)).isCloseTo(Math.sqrt(variance), within(1e-6));
    }
  }

  @Test
  void a_missing_value_makes_mean_and_deviation_nan() {
    assertThat(value(Of.INPUT_MEAN, 1, Float.NaN)).isNaN();
    assertThat(value(Of.INPUT_DEVIATION, 1, Float.NaN)).isNaN();
  }

  @Test
  void a_channel_is_every_value_whose_place_is_its_index_modulo_the_channels() {
    float[] steps = {1, 10, 100, 3, 30, 300};

    assertThat(new Summary("s", Of.CHANNEL_MEAN, 0).value(steps, 3)).isEqualTo(2);
    assertThat(new Summary("s", Of.CHANNEL_MEAN, 2).value(steps, 3)).isEqualTo(200);
  }

  @Test
  void one_value_is_the_value_at_its_index() {
    assertThat(new Summary("s", Of.INPUT_VALUE, 1).value(new float[] {1, 2, 3}, 3)).isEqualTo(2);
    assertThat(new Summary("s", Of.ANSWER_VALUE, 2).value(new float[] {1, 2, 3}, 9)).isEqualTo(3);
  }

  @Test
  void confidence_is_the_softmax_of_the_top_score() {
    // exp(0) / (exp(0) + exp(-ln 3)) = 1 / (1 + 1/3) = 0.75.
    float other = (float) -Math.log(3);

    assertThat(value(Of.TOP_SCORE, other, 0)).isZero();
    assertThat(value(Of.CONFIDENCE, other, 0)).isCloseTo(0.75, within(1e-7));
    assertThat(value(Of.CONFIDENCE, 1, 3, 2))
        .isCloseTo(1 / (1 + Math.exp(-2) + Math.exp(-1)), within(1e-12));
  }

  @Test
  void the_logit_of_the_confidence_tells_apart_what_is_nearly_certain() {
    // p = 3/4: ln 3. The others of 40 and 50 sum to exp(-40) and exp(-50).
    assertThat(value(Of.CONFIDENCE_LOGIT, (float) -Math.log(3), 0))
        .isCloseTo(Math.log(3), within(1e-6));
    assertThat(value(Of.CONFIDENCE_LOGIT, 1, 3, 2))
        .isCloseTo(-Math.log(Math.exp(-2) + Math.exp(-1)), within(1e-12));
    assertThat(value(Of.CONFIDENCE, 40, 0)).isEqualTo(value(Of.CONFIDENCE, 50, 0)).isOne();
    assertThat(value(Of.CONFIDENCE_LOGIT, 40, 0)).isEqualTo(40);
    assertThat(value(Of.CONFIDENCE_LOGIT, 50, 0)).isEqualTo(50);
  }

  @Test
  void the_logit_is_finite_for_any_finite_scores() {
    assertThat(value(Of.CONFIDENCE_LOGIT, 1e30f, -1e30f)).isCloseTo(2e30, within(1e24));
    assertThat(value(Of.CONFIDENCE_LOGIT, 7, 7)).isZero();
    assertThat(value(Of.CONFIDENCE_LOGIT, -3)).isZero();
  }

  @Test
  void equal_scores_share_the_confidence() {
    assertThat(value(Of.CONFIDENCE, 7, 7, 7, 7)).isEqualTo(0.25);
    assertThat(value(Of.CONFIDENCE, -3)).isOne();
  }

  @Test
  void scores_that_overflow_exp_still_have_a_confidence() {
    assertThat(value(Of.CONFIDENCE, 1e30f, -1e30f, 1e30f)).isEqualTo(0.5);
  }

  @Test
  void the_top_score_may_be_negative() {
    assertThat(value(Of.TOP_SCORE, -5, -2, -9)).isEqualTo(-2);
  }

  @Test
  void scores_and_values_of_the_answer_are_no_input() {
    assertThat(Arrays.stream(Of.values()).filter(of -> new Summary("s", of, 0).ofInput()))
        .containsExactly(Of.INPUT_MEAN, Of.INPUT_DEVIATION, Of.CHANNEL_MEAN, Of.INPUT_VALUE);
  }

  @Test
  void a_negative_index_and_an_unknown_kind_are_refused() {
    assertThatThrownBy(() -> new Summary("s", Of.INPUT_VALUE, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Summary s of index -1");
    assertThatThrownBy(() -> Of.of("mood"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No summary of mood");
  }
}
