package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolingTest {
  private static final Size KERNEL = new Size(3, 2);
  private static final Size STRIDE = new Size(2, 3);

  static Stream<Op> windowed() {
    return Stream.of(new MaxPool2d(KERNEL, STRIDE), new AvgPool2d(KERNEL, STRIDE));
  }

  static Stream<Op> all() {
    return Stream.concat(windowed(), Stream.of(new GlobalAvgPool()));
  }

  @ParameterizedTest
  @MethodSource("windowed")
  void whole_windows_count_along_their_own_axis(Op op) {
    // Height (8 - 3) / 2 + 1 = 3, one row is left over; width (8 - 2) / 3 + 1 = 3.
    assertThat(op.shape(operands(Shape.batchOf(5, 8, 8)))).isEqualTo(Shape.batchOf(5, 3, 3));
    assertThat(op.shape(operands(Shape.batchOf(5, 3, 11)))).isEqualTo(Shape.batchOf(5, 1, 4));
  }

  @ParameterizedTest
  @MethodSource("windowed")
  void a_window_larger_than_the_image_is_refused(Op op) {
    assertRefused(() -> op.shape(operands(Shape.batchOf(5, 2, 8))), "window", 3, "at most 2");
    assertRefused(() -> op.shape(operands(Shape.batchOf(5, 8, 1))), "window", 2, "at most 1");
  }

  @ParameterizedTest
  @MethodSource("all")
  void other_tensors_than_images_are_refused(Op op) {
    Shape series = Shape.batchOf(8, 8);

    assertRefused(() -> op.shape(operands(series)), "input", series, "rank 4");
  }

  @ParameterizedTest
  @MethodSource("all")
  void pooling_works_on_channels_without_constants(Op op) {
    assertThat(op.arity()).isEqualTo(Arity.ONE);
    assertThat(op.roles()).isEqualTo(ConstantRoles.NONE);
    assertThat(op.axes()).isEqualTo(AxisUse.CHANNEL);
    assertThat(op.weightAxis()).isEmpty();
    assertThat(op.macs(operands(Shape.batchOf(5, 8, 8)))).isZero();
  }

  @Test
  void a_border_adds_windows_and_ceil_those_that_begin_within() {
    Size three = Size.square(3);
    Size two = Size.square(2);
    Border padded = Border.of(Pads.all(1));
    Border ceil = new Border(Pads.all(1), true, false);

    // (6 + 2 - 3) / 2 + 1, whole or begun; a fourth window of 7 would begin beyond: 3 * 2 < 7 + 1.
    assertThat(shape(new MaxPool2d(three, two, padded), 6)).isEqualTo(Shape.batchOf(1, 3, 3));
    assertThat(shape(new MaxPool2d(three, two, ceil), 6)).isEqualTo(Shape.batchOf(1, 4, 4));
    assertThat(shape(new AvgPool2d(three, two, ceil), 7)).isEqualTo(Shape.batchOf(1, 4, 4));
    // A window of 1 that begins behind the image does not count.
    assertThat(shape(new MaxPool2d(Size.square(1), three, new Border(Pads.NONE, true, false)), 5))
        .isEqualTo(Shape.batchOf(1, 2, 2));
  }

  private static Shape shape(Op op, int side) {
    return op.shape(operands(Shape.batchOf(1, side, side)));
  }

  @Test
  void padding_as_wide_as_a_window_is_refused() {
    assertThatThrownBy(() -> new AvgPool2d(new Size(2, 3), STRIDE, Border.of(new Pads(0, 0, 2, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for windows of Size[height=2, width=3]");
    assertThatThrownBy(() -> new MaxPool2d(KERNEL, STRIDE, new Border(Pads.all(1), false, true)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A maximum that counts its padding");
  }

  @Test
  void files_from_before_borders_read_and_write_as_before() {
    String json =
        "{\"op\":\"max_pool2d\",\"kernel\":{\"height\":3,\"width\":2},"
            + "\"stride\":{\"height\":2,\"width\":3}}";

    Op op = Json.read(json, Op.class, "old");

    assertThat(op).isEqualTo(new MaxPool2d(KERNEL, STRIDE));
    assertThat(Json.text(op)).isEqualTo(json);
    Op bordered = new AvgPool2d(KERNEL, STRIDE, new Border(Pads.all(1), true, true));
    assertThat(Json.read(Json.text(bordered), Op.class, "new")).isEqualTo(bordered);
    assertThat(new MaxPool2d(KERNEL, STRIDE, Border.of(Pads.NONE)))
        .isEqualTo(new MaxPool2d(KERNEL, STRIDE));
  }

  @Test
  void the_global_average_leaves_one_pixel_a_channel() {
    assertThat(new GlobalAvgPool().shape(operands(Shape.batchOf(5, 8, 3))))
        .isEqualTo(Shape.batchOf(5, 1, 1));
  }

  @Test
  void only_the_maximum_picks_one_of_its_inputs() {
    assertThat(all().filter(Op::picksLargest)).containsExactly(new MaxPool2d(KERNEL, STRIDE));
  }

  @Test
  void each_operator_calls_its_own_method_of_a_visitor() {
    assertThat(all().map(OpFixture::visited))
        .containsExactly("maxPool2d", "avgPool2d", "globalAvgPool");
  }
}
