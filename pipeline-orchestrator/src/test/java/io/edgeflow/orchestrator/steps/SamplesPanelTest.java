package io.edgeflow.orchestrator.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.report.Panel.Picture;
import io.edgeflow.core.report.Panel.Sample;
import io.edgeflow.core.report.Panel.Samples;
import io.edgeflow.core.report.Panel.Tone;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.train.evaluation.AnsweredSamples;
import io.edgeflow.train.evaluation.AnsweredSamples.AnsweredSample;
import io.edgeflow.train.evaluation.AnsweredSamples.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesPanelTest {
  private static final FeatureSpec PIXELS = FeatureSpec.image(new ImageShape(1, 2, 1));

  private static Samples panel(FeatureSpec spec, double threshold, AnsweredSample... samples) {
    return (Samples)
        SamplesPanel.of(new AnsweredSamples(spec, List.of("a", "b"), threshold, List.of(samples)));
  }

  private static AnsweredSample sample(
      String truth, String answer, double weight, Outcome outcome, Float... input) {
    return new AnsweredSample(0, truth, answer, weight, outcome, List.of(input));
  }

  private static List<Integer> pixels(Samples panel, int sample) {
    return ((Picture.Image) panel.samples().get(sample).picture()).pixels();
  }

  @Test
  void a_class_has_its_confidence_and_a_word_for_right_or_wrong() {
    Samples panel =
        panel(
            PIXELS,
            Double.NaN,
            sample("5", "3", 0.998, Outcome.WRONG, 0f, 1f),
            sample("3", "3", 0.5, Outcome.RIGHT, 0f, 1f));

    assertThat(panel.note()).startsWith("Wrong answers first");
    assertThat(panel.samples()).extracting(Sample::mark).containsExactly("wrong", "right");
    assertThat(panel.samples()).extracting(Sample::tone).containsExactly(Tone.BAD, Tone.GOOD);
    assertThat(panel.samples().get(0).lines()).containsExactly("answer 3 (99.8\u00a0%)", "truth 5");
  }

  @Test
  void a_value_says_how_far_off_it_is() {
    Samples panel =
        panel(
            FeatureSpec.vector(2),
            Double.NaN,
            sample("90.0", "151.25", 61.25, Outcome.OPEN, 1f, Float.NaN));

    assertThat(panel.samples().get(0).lines())
        .containsExactly("answer 151.3", "truth 90", "off by 61.25");
    assertThat(panel.samples().get(0).picture())
        .isEqualTo(new Picture.Values(List.of("a", "b"), List.of(1.0, Double.NaN)));
  }

  @Test
  void a_reconstruction_says_its_error_and_the_limit_and_no_truth_that_nobody_knows() {
    Samples panel =
        panel(
            FeatureSpec.series(2, 2),
            0.25,
            sample("", "anomaly", 0.5, Outcome.OPEN, 1f, 10f, 2f, 20f));

    assertThat(panel.samples().get(0).lines())
        .containsExactly("answer anomaly", "error 0.5, limit 0.25");
    assertThat(((Picture.Curves) panel.samples().get(0).picture()).series())
        .extracting(series -> series.values())
        .containsExactly(List.of(1.0, 2.0), List.of(10.0, 20.0));
  }

  @Test
  void all_pictures_share_one_scale_from_black_to_the_brightest_value() {
    Samples panel =
        panel(
            PIXELS,
            Double.NaN,
            sample("1", "1", 1, Outcome.RIGHT, 0f, 16f),
            sample("1", "1", 1, Outcome.RIGHT, 8f, Float.NaN));

    assertThat(panel.note()).startsWith("None of the test samples");
    assertThat(pixels(panel, 0)).containsExactly(0, 255);
    assertThat(pixels(panel, 1)).containsExactly(128, 0);
  }

  @Test
  void bytes_that_use_their_range_stay_as_dark_as_they_are() {
    Samples panel =
        panel(
            PIXELS.of(ElementType.UINT8),
            Double.NaN,
            sample("1", "1", 1, Outcome.RIGHT, 20f, 200f));

    assertThat(pixels(panel, 0)).containsExactly(20, 200);
  }
}
