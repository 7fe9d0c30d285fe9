package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PadsTest {
  @ParameterizedTest
  @CsvSource({"-1, 0, 0, 0", "0, -1, 0, 0", "0, 0, -1, 0", "0, 0, 0, -1", "5, 5, 5, -1"})
  void a_negative_side_is_refused(int top, int left, int bottom, int right) {
    assertThatThrownBy(() -> new Pads(top, left, bottom, right))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Negative padding");
  }

  @Test
  void one_amount_stands_for_all_sides() {
    assertThat(Pads.all(2)).isEqualTo(new Pads(2, 2, 2, 2));
    assertThat(Pads.all(0)).isEqualTo(Pads.NONE);
  }

  /** TensorFlow: total = max(0, (ceil(in / stride) - 1) * stride + reach - in). */
  @ParameterizedTest
  @CsvSource({
    "8, 3, 1, 1, 1", // (8 - 1) * 1 + 3 - 8 = 2
    "8, 3, 2, 0, 1", // (4 - 1) * 2 + 3 - 8 = 1: the odd pixel after
    "7, 3, 2, 1, 1", // (4 - 1) * 2 + 3 - 7 = 2
    "9, 4, 1, 1, 2", // (9 - 1) * 1 + 4 - 9 = 3
    "8, 1, 2, 0, 0", // (4 - 1) * 2 + 1 - 8 = -1: none
    "1, 5, 3, 2, 2"
  })
  void same_padding_is_that_of_tensorflow_along_each_axis(
      int in, int reach, int stride, int before, int after) {
    Size one = Size.square(1);

    assertThat(Pads.same(new Size(in, 1), new Size(reach, 1), new Size(stride, 1)))
        .isEqualTo(new Pads(before, 0, after, 0));
    assertThat(Pads.same(new Size(1, in), new Size(1, reach), new Size(1, stride)))
        .isEqualTo(new Pads(0, before, 0, after));
    assertThat(Pads.same(new Size(in, in), one, one)).isEqualTo(Pads.NONE);
  }

  @Test
  void same_padding_gives_one_output_a_stride() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500; i++) {
      int in = 1 + random.nextInt(40);
      int reach = 1 + random.nextInt(7);
      int stride = 1 + random.nextInt(4);

      Pads pads = Pads.same(Size.square(in), Size.square(reach), Size.square(stride));

      int padded = in + pads.top() + pads.bottom();
      assertThat((padded - reach) / stride + 1)
          .as("%d by windows of %d every %d", in, reach, stride)
          .isEqualTo((int) Math.ceil(in / (double) stride));
      assertThat(pads.bottom() - pads.top()).isBetween(0, 1);
    }
  }
}
