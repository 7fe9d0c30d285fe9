package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
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
