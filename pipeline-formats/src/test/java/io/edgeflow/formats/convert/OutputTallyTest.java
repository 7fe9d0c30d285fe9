package io.edgeflow.formats.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.formats.convert.Comparison.Classes;
import io.edgeflow.formats.convert.Comparison.OutputDifference;
import org.junit.jupiter.api.Test;

class OutputTallyTest {
  @Test
  void scores_are_centred_before_their_noise_is_measured() {
    OutputTally tally = new OutputTally("logits", true);

    // centred: -1 1 and -1.1 1.1; a common shift of 5 is no noise
    tally.add(new float[] {1, 3}, new float[] {5.9f, 8.1f});
    tally.add(new float[] {4, 2}, new float[] {3, 5});

    OutputDifference found = tally.difference();
    // signal 1+1 + 1+1, noise 0.01+0.01 + 4+4
    assertThat(found.sqnrDb()).isCloseTo(10 * Math.log10(4 / 8.02), within(1e-5));
    assertThat(found.maxDifference()).isCloseTo(5.1, within(1e-6));
    assertThat(found.classes()).isEqualTo(new Classes(2, 1, 0.5, 2, 1));
  }

  @Test
  void other_outputs_are_taken_as_they_are() {
    OutputTally tally = new OutputTally("map", false);

    tally.add(new float[] {3, 4}, new float[] {3, 5});

    assertThat(tally.difference())
        .isEqualTo(new OutputDifference("map", 1, 10 * Math.log10(25), null));
  }

  @Test
  void equal_outputs_have_no_noise() {
    OutputTally tally = new OutputTally("logits", true);

    tally.add(new float[] {3, 4}, new float[] {3, 4});

    assertThat(tally.difference().sqnrDb()).isNull();
    assertThat(tally.difference().maxDifference()).isZero();
  }

  @Test
  void what_is_not_finite_or_of_another_size_is_an_error() {
    OutputTally tally = new OutputTally("logits", true);

    assertThatThrownBy(() -> tally.add(new float[] {1, 2}, new float[] {1, Float.NaN}))
        .hasMessageContaining("not finite")
        .hasMessageContaining("output logits, row 0");
    assertThatThrownBy(() -> tally.add(new float[] {1, 2}, new float[] {1}))
        .hasMessageContaining("different sizes");
  }
}
