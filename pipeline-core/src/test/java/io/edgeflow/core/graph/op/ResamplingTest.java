package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Resampling.Coordinates;
import io.edgeflow.core.graph.op.Resampling.Mode;
import io.edgeflow.core.graph.op.Resampling.Resize;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private static final Shape IMAGE = Shape.batchOf(5, 2, 4);
  private static final Resize HALF =
      new Resize(new Size(4, 2), Mode.BILINEAR, Coordinates.HALF_PIXEL);

  @Test
  void the_channels_stay() {
    assertThat(HALF.shape(operands(IMAGE))).isEqualTo(Shape.batchOf(5, 4, 2));
    assertThat(HALF.axes()).isEqualTo(AxisUse.CHANNEL);
    assertThat(OpFixture.visited(HALF)).isEqualTo("resize");
  }

  @Test
  void pixels_by_hand() {
    // Rows of 4 out of 2 lie at (i + 0.5) / 2 - 0.5: -0.25 (0), 0.25, 0.75, 1.25 (1).
    assertThat(HALF.rows(IMAGE).matrix()).containsExactly(1, 0, 0.75f, 0.25f, 0.25f, 0.75f, 0, 1);
    // Columns of 2 out of 4 lie at 0.5 and 2.5.
    assertThat(HALF.columns(IMAGE).matrix()).containsExactly(0.5f, 0.5f, 0, 0, 0, 0, 0.5f, 0.5f);
    assertThat(nearest(Coordinates.ASYMMETRIC).rows(IMAGE).low()).containsExactly(0, 0, 1);
    assertThat(nearest(Coordinates.HALF_PIXEL).rows(IMAGE).low()).containsExactly(0, 1, 1);
  }

  @Test
  void what_pytorch_does_not_have_is_refused() {
    assertThatThrownBy(() -> nearest(Coordinates.ALIGN_CORNERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A resize by NEAREST with ALIGN_CORNERS");
    assertThatThrownBy(() -> new Resize(Size.square(2), Mode.BILINEAR, Coordinates.ASYMMETRIC))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void its_form_in_files() {
    assertThat(Json.text(HALF))
        .isEqualTo(
            "{\"op\":\"resize\",\"size\":{\"height\":4,\"width\":2},\"mode\":\"bilinear\","
                + "\"coordinates\":\"half_pixel\"}");
    assertThat(Json.read(Json.text(HALF), Op.class, "op")).isEqualTo(HALF);
  }

  private static Resize nearest(Coordinates coordinates) {
    return new Resize(new Size(3, 4), Mode.NEAREST, coordinates);
  }
}
