package io.edgeflow.formats.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.quant.QuantParams;
import org.junit.jupiter.api.Test;

class ValueTest {
  private static final QuantParams PARAMS = new QuantParams(0.5f, 3);
  private static final Value IMAGE = Value.floats("x", Shape.batchOf(2, 3, 4));

  @Test
  void floats_have_no_quantization() {
    assertThat(IMAGE.quant()).isEmpty();
    assertThat(IMAGE.layout()).isEqualTo(MemoryLayout.LOGICAL);
    assertThatThrownBy(IMAGE::requireQuant)
        .isInstanceOf(NullPointerException.class)
        .hasMessage("x");
    assertThat(IMAGE.withParams(PARAMS).quant()).contains(PARAMS);
    assertThat(IMAGE.withParams(PARAMS).requireQuant()).isEqualTo(PARAMS);
  }

  @Test
  void one_part_changes_at_a_time() {
    assertThat(IMAGE.renamed("y").renamed("x")).isEqualTo(IMAGE);
    assertThat(IMAGE.renamed("y").name()).isEqualTo("y");
    assertThat(IMAGE.withParams(PARAMS).withParams(null)).isEqualTo(IMAGE);
    assertThat(last(2, 3, 4).withLayout(MemoryLayout.LOGICAL)).isEqualTo(IMAGE);
  }

  @Test
  void sizes_are_those_in_memory() {
    assertThat(IMAGE.sizes()).containsExactly(1, 2, 3, 4);
    assertThat(last(2, 3, 4).sizes()).containsExactly(1, 3, 4, 2);
  }

  @Test
  void an_image_of_one_channel_or_one_pixel_lies_in_logical_order_whatever_its_layout() {
    assertThat(IMAGE.inLogicalOrder()).isTrue();
    assertThat(last(2, 3, 4).inLogicalOrder()).isFalse();
    assertThat(last(1, 3, 4).inLogicalOrder()).isTrue();
    assertThat(last(2, 1, 1).inLogicalOrder()).isTrue();
    assertThat(last(2, 1, 2).inLogicalOrder()).isFalse();
    assertThat(last(2, 2, 1).inLogicalOrder()).isFalse();
  }

  private static Value last(int channels, int height, int width) {
    return Value.floats("x", Shape.batchOf(channels, height, width))
        .withLayout(MemoryLayout.CHANNELS_LAST);
  }
}
