package io.edgeflow.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.baseline.Summary.Of;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.ValueTarget;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SummariesTest {
  private static List<String> names(List<Summary> summaries) {
    return summaries.stream().map(Summary::name).toList();
  }

  @Test
  void an_image_is_its_mean_and_its_contrast() {
    List<Summary> summaries =
        Summaries.ofInput(FeatureSpec.image(new ImageShape(1, 2, 1)), List.of("a", "b"));

    assertThat(summaries)
        .containsExactly(
            new Summary("image_mean", Of.INPUT_MEAN, 0),
            new Summary("image_contrast", Of.INPUT_DEVIATION, 0));
  }

  @Test
  void a_vector_is_each_of_its_values_by_name() {
    List<Summary> summaries =
        Summaries.ofInput(FeatureSpec.vector(2), List.of("Petal length (cm)", "b"));

    assertThat(summaries)
        .containsExactly(
            new Summary("value_petal_length_cm_", Of.INPUT_VALUE, 0),
            new Summary("value_b", Of.INPUT_VALUE, 1));
  }

  @Test
  void columns_whose_names_are_alike_are_numbered() {
    assertThat(names(Summaries.ofInput(FeatureSpec.vector(2), List.of("a b", "a_b"))))
        .containsExactly("value_0", "value_1");
    assertThat(names(Summaries.ofInput(FeatureSpec.vector(1), List.of("温度"))))
        .containsExactly("value_0");
  }

  @Test
  void a_series_is_the_mean_of_each_channel_and_its_deviation() {
    List<Summary> summaries =
        Summaries.ofInput(FeatureSpec.series(3, 2), Collections.nCopies(6, "c"));

    assertThat(summaries)
        .containsExactly(
            new Summary("channel_0_mean", Of.CHANNEL_MEAN, 0),
            new Summary("channel_1_mean", Of.CHANNEL_MEAN, 1),
            new Summary("series_deviation", Of.INPUT_DEVIATION, 0));
  }

  @Test
  void of_more_than_sixteen_values_or_channels_only_mean_and_deviation_are_watched() {
    assertThat(Summaries.ofInput(FeatureSpec.vector(16), Collections.nCopies(16, "c"))).hasSize(16);
    assertThat(names(Summaries.ofInput(FeatureSpec.vector(17), Collections.nCopies(17, "c"))))
        .containsExactly("vector_mean", "vector_deviation");
    assertThat(names(Summaries.ofInput(FeatureSpec.series(1, 17), Collections.nCopies(17, "c"))))
        .containsExactly("series_mean", "series_deviation");
  }

  @Test
  void an_answer_is_summarized_by_what_it_is() {
    assertThat(Summaries.ofAnswer(new ClassTarget("label", List.of("a", "b"))))
        .containsExactly(
            new Summary("predicted_score", Of.TOP_SCORE, 0),
            new Summary("confidence_logit", Of.CONFIDENCE_LOGIT, 0));
    assertThat(Summaries.ofAnswer(ValueTarget.unscaled(List.of("Speed", "load"))))
        .containsExactly(
            new Summary("predicted_speed", Of.ANSWER_VALUE, 0),
            new Summary("predicted_load", Of.ANSWER_VALUE, 1));
    assertThat(Summaries.ofAnswer(new SelfTarget(null, 0.99)))
        .containsExactly(new Summary("reconstruction_error", Of.ANSWER_VALUE, 0));
  }

  @Test
  void bytes_have_the_values_of_the_same_numbers_to_the_bit() {
    SplittableRandom random = new SplittableRandom(3);
    for (FeatureSpec features :
        List.of(
            FeatureSpec.image(new ImageShape(64, 64, 3)),
            FeatureSpec.series(100, 4),
            FeatureSpec.vector(5))) {
      byte[] bytes = new byte[features.size()];
      float[] numbers = new float[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(256);
        numbers[i] = bytes[i] & 0xFF;
      }
      List<Summary> summaries = Summaries.ofInput(features, List.of("a", "b", "c", "d", "e"));
      int channels = features.channels();

      double[] found = Summaries.values(summaries, channels, bytes);

      assertThat(found)
          .isEqualTo(Summaries.values(summaries, channels, numbers))
          .isEqualTo(summaries.stream().mapToDouble(s -> s.value(numbers, channels)).toArray());
    }
  }
}
