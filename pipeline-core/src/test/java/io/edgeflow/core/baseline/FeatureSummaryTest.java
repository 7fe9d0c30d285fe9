package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureSummaryTest {
  @Test
  void the_names_are_those_that_baselines_are_stored_under() {
    assertThat(FeatureSummary.IMAGE_MEAN).isEqualTo("image_mean");
    assertThat(FeatureSummary.IMAGE_CONTRAST).isEqualTo("image_contrast");
    assertThat(FeatureSummary.PREDICTED_SCORE).isEqualTo("predicted_score");
    assertThat(FeatureSummary.CONFIDENCE).isEqualTo("confidence");
  }

  @Test
  void input_summaries_are_mean_and_population_deviation() {
    // Mean (2+4+4+4+5+5+7+9)/8 = 5; squared deviations 9+1+1+1+0+0+4+16 = 32; sqrt(32/8) = 2.
    Map<String, Double> summary = FeatureSummary.ofInput(new float[] {2, 4, 4, 4, 5, 5, 7, 9});

    assertThat(summary).containsOnlyKeys("image_mean", "image_contrast");
    assertThat(summary.get(FeatureSummary.IMAGE_MEAN)).isEqualTo(5);
    assertThat(summary.get(FeatureSummary.IMAGE_CONTRAST)).isEqualTo(2);
  }

  @Test
  void a_constant_image_has_no_contrast_and_never_the_root_of_a_negative() {
    float[] constant = new float[1000];
    java.util.Arrays.fill(constant, 0.1f);

    Map<String, Double> summary = FeatureSummary.ofInput(constant);

    assertThat(summary.get(FeatureSummary.IMAGE_MEAN)).isCloseTo(0.1f, within(1e-12));
    assertThat(summary.get(FeatureSummary.IMAGE_CONTRAST)).isNotNegative().isLessThan(1e-6);
  }

  @Test
  void input_summaries_equal_the_two_pass_formula() {
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

      Map<String, Double> summary = FeatureSummary.ofInput(values);

      assertThat(summary.get(FeatureSummary.IMAGE_MEAN)).isCloseTo(mean, within(1e-9));
      assertThat(summary.get(FeatureSummary.IMAGE_CONTRAST))
          .isCloseTo(Math.sqrt(variance), within(1e-6));
    }
  }

  @Test
  void a_missing_value_makes_the_input_summaries_nan() {
    Map<String, Double> summary = FeatureSummary.ofInput(new float[] {1, Float.NaN});

    assertThat(summary.get(FeatureSummary.IMAGE_MEAN)).isNaN();
    assertThat(summary.get(FeatureSummary.IMAGE_CONTRAST)).isNaN();
  }

  @Test
  void confidence_is_the_softmax_of_the_top_score() {
    // exp(0) / (exp(0) + exp(-ln 3)) = 1 / (1 + 1/3) = 0.75.
    float other = (float) -Math.log(3);

    Map<String, Double> summary = FeatureSummary.ofScores(new float[] {other, 0});

    assertThat(summary).containsOnlyKeys("predicted_score", "confidence");
    assertThat(summary.get(FeatureSummary.PREDICTED_SCORE)).isZero();
    assertThat(summary.get(FeatureSummary.CONFIDENCE)).isCloseTo(0.75, within(1e-7));
  }

  @Test
  void equal_scores_share_the_confidence() {
    assertThat(FeatureSummary.ofScores(new float[] {7, 7, 7, 7}).get(FeatureSummary.CONFIDENCE))
        .isEqualTo(0.25);
    assertThat(FeatureSummary.ofScores(new float[] {-3}).get(FeatureSummary.CONFIDENCE)).isOne();
  }

  @Test
  void scores_that_overflow_exp_still_have_a_confidence() {
    assertThat(
            FeatureSummary.ofScores(new float[] {1e30f, -1e30f, 1e30f})
                .get(FeatureSummary.CONFIDENCE))
        .isEqualTo(0.5);
  }

  @Test
  void the_top_score_may_be_negative() {
    assertThat(
            FeatureSummary.ofScores(new float[] {-5, -2, -9}).get(FeatureSummary.PREDICTED_SCORE))
        .isEqualTo(-2);
  }
}
