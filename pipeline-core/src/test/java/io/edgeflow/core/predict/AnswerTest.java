package io.edgeflow.core.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Answer.Anomaly;
import io.edgeflow.core.predict.Answer.Classified;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Target CLASSES = new ClassTarget("label", List.of("no", "yes"));
  private static final Target VALUES =
      new ValueTarget(List.of("v", "w"), Floats.of(0, 0), Floats.of(2, 10));
  private static final Target SELF = new SelfTarget(null, 0.99);
  private static final float OTHER = (float) -Math.log(3);

  @Test
  void a_class_is_named_with_its_confidence_and_all_probabilities() {
    Answer answer = Answer.of(CLASSES, new float[] {OTHER, 0}, Thresholds.NONE);

    assertThat(answer.label()).isEqualTo("yes");
    Classified classified = (Classified) answer;
    assertThat(classified.index()).isOne();
    assertThat(classified.confidence()).isCloseTo(0.75, within(1e-7));
    assertThat(classified.accepted()).isTrue();
    assertThat(classified.scores()).isEqualTo(Floats.of(OTHER, 0));
    assertThat(classified.probabilities()).containsOnlyKeys("no", "yes");
    assertThat(classified.probabilities().get("no")).isCloseTo(0.25, within(1e-7));
    assertThat(answer.numbers()).containsOnlyKeys("confidence");
  }

  @Test
  void a_class_below_the_confidence_asked_for_is_not_accepted() {
    Answer answer = Answer.of(CLASSES, new float[] {OTHER, 0}, new Thresholds(0.8, null));

    assertThat(((Classified) answer).accepted()).isFalse();
  }

  @Test
  void values_are_named_in_order() {
    Answer answer = Answer.of(VALUES, new float[] {1.5f, -0.1f}, Thresholds.NONE);

    assertThat(answer.numbers())
        .containsExactly(Map.entry("v", 1.5), Map.entry("w", (double) -0.1f));
    assertThat(answer.label()).isEqualTo("v 1.5, w -0.1");
  }

  @Test
  void an_error_above_the_threshold_is_an_anomaly_and_one_at_it_is_not() {
    Thresholds thresholds = Thresholds.NONE.withAnomaly(0.5);

    Answer above = Answer.of(SELF, new float[] {0.75f}, thresholds);
    Answer at = Answer.of(SELF, new float[] {0.5f}, thresholds);

    assertThat(above).isEqualTo(new Anomaly(0.75, 0.5));
    assertThat(above.label()).isEqualTo("anomaly");
    assertThat(at.label()).isEqualTo("normal");
    assertThat(above.numbers()).isEqualTo(Map.of("reconstruction_error", 0.75));
  }

  @Test
  void without_a_threshold_nobody_can_tell_an_anomaly() {
    assertThatThrownBy(() -> Answer.of(SELF, new float[] {1}, Thresholds.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The threshold of anomalies is not known");
  }

  @Test
  void thresholds_out_of_range_are_refused() {
    assertThatThrownBy(() -> new Thresholds(1.1, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Thresholds(Double.NaN, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Thresholds(0, -1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Thresholds of 0.0 and -1.0");
  }

  @Test
  void answers_agree_when_they_say_the_same_though_their_numbers_differ() {
    assertThat(agree(CLASSES, new float[] {1, 2}, new float[] {-5, 0})).isTrue();
    assertThat(agree(CLASSES, new float[] {1, 2}, new float[] {2, 1})).isFalse();
    assertThat(agree(VALUES, new float[] {5, 5}, new float[] {5.125f, 5.875f})).isTrue();
    assertThat(agree(VALUES, new float[] {5, 5}, new float[] {5.25f, 5})).isFalse();
    assertThat(agree(VALUES, new float[] {5, 5}, new float[] {5, Float.NaN})).isFalse();
    assertThat(agree(SELF, new float[] {0.4f}, new float[] {0.9f})).isTrue();
    assertThat(agree(SELF, new float[] {0.6f}, new float[] {0.9f})).isFalse();
  }

  /** The one finds anomalies above 0.5, the other above 1. */
  private static boolean agree(Target target, float[] one, float[] other) {
    return Agreement.of(
        target, one, Thresholds.NONE.withAnomaly(0.5), other, Thresholds.NONE.withAnomaly(1));
  }
}
