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

  @Test
  void a_kernel_of_one_is_same_and_valid() {
    Window window = new Window(Size.square(8), Size.square(1), Size.square(1), Pads.NONE);

    assertThat(window.same()).isTrue();
    assertThat(window.valid()).isTrue();
  }
}
