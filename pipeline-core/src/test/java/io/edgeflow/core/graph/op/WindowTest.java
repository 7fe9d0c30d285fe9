package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  private static Window window(Pads pads) {
    return new Window(Size.square(8), new Size(3, 5), new Size(2, 1), pads);
  }

  /** Height (4 - 1) * 2 + 3 - 8 = 1, below; width (8 - 1) * 1 + 5 - 8 = 4, two on each side. */
  @ParameterizedTest
  @CsvSource({"0, 2, 1, 2, true", "1, 2, 0, 2, false", "1, 2, 1, 2, false", "0, 0, 0, 0, false"})
  void padding_is_same_when_it_is_tensorflows(
      int top, int left, int bottom, int right, boolean same) {
    assertThat(window(new Pads(top, left, bottom, right)).same()).isEqualTo(same);
  }

  @Test
  void padding_is_valid_when_there_is_none() {
    assertThat(window(Pads.NONE).valid()).isTrue();
    assertThat(window(new Pads(0, 0, 0, 1)).valid()).isFalse();
  }

  /** Rows: 8 + pads - 3 must be a multiple of 2; columns, with a stride of 1, always fit. */
  @ParameterizedTest
  @CsvSource({"0, 0, false", "1, 0, true", "0, 1, true", "1, 1, false", "2, 1, true"})
  void windows_reach_the_end_when_no_row_is_left_out(int top, int bottom, boolean reaches) {
    assertThat(window(new Pads(top, 0, bottom, 0)).reachesEnd()).isEqualTo(reaches);
  }

  @Test
  void windows_reach_the_end_when_no_column_is_left_out() {
    Size image = new Size(1, 6);
    Size one = Size.square(1);

    assertThat(new Window(image, one, new Size(1, 2), Pads.NONE).reachesEnd()).isFalse();
    assertThat(new Window(image, one, new Size(1, 2), new Pads(0, 1, 0, 0)).reachesEnd()).isTrue();
    assertThat(new Window(image, one, new Size(1, 2), new Pads(0, 0, 0, 1)).reachesEnd()).isTrue();
  }

  /** 6 + 2 + 2 - 1 is a multiple of 3; no sum with another sign is. */
  @Test
  void windows_reach_the_end_by_the_zeros_on_both_sides() {
    Size three = Size.square(3);
    Size one = Size.square(1);

    assertThat(window(three, one, new Pads(2, 0, 2, 0), new Size(6, 7)).reachesEnd()).isTrue();
    assertThat(window(three, one, new Pads(0, 2, 0, 2), new Size(7, 6)).reachesEnd()).isTrue();
    assertThat(window(three, one, new Pads(2, 0, 0, 0), new Size(6, 7)).reachesEnd()).isFalse();
    assertThat(window(three, one, new Pads(0, 2, 0, 0), new Size(7, 6)).reachesEnd()).isFalse();
  }

  private static Window window(Size stride, Size reach, Pads pads, Size image) {
    return new Window(image, reach, stride, pads);
  }

  @Test
  void a_kernel_of_one_is_same_and_valid() {
    Window window = new Window(Size.square(8), Size.square(1), Size.square(1), Pads.NONE);

    assertThat(window.same()).isTrue();
    assertThat(window.valid()).isTrue();
  }
}
