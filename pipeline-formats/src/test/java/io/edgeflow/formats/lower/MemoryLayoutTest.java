package io.edgeflow.formats.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class MemoryLayoutTest {
  @Test
  void logical_order_is_the_graphs_for_any_rank() {
    assertThat(MemoryLayout.LOGICAL.axes(3)).containsExactly(0, 1, 2);
    assertThat(MemoryLayout.LOGICAL.place(2, 3)).isEqualTo(2);
    assertThat(MemoryLayout.LOGICAL.sizes(Shape.batchOf(5, 6))).containsExactly(1, 5, 6);
  }

  @Test
  void channels_lie_innermost_in_the_other() {
    assertThat(MemoryLayout.CHANNELS_LAST.axes(4)).containsExactly(0, 2, 3, 1);
    assertThat(MemoryLayout.CHANNELS_LAST.place(1, 4)).isEqualTo(3);
    assertThat(MemoryLayout.CHANNELS_LAST.place(2, 4)).isEqualTo(1);
    assertThat(MemoryLayout.CHANNELS_LAST.sizes(Shape.batchOf(5, 6, 7)))
        .containsExactly(1, 6, 7, 5);
    assertThat(MemoryLayout.CHANNELS_LAST.axes(3)).containsExactly(0, 2, 1);
    assertThat(MemoryLayout.CHANNELS_LAST.axes(2)).containsExactly(0, 1);
  }
}
