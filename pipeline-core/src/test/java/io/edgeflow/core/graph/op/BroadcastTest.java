package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.tensor.Dimension.Batch;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Dimension.Time;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BroadcastTest {
  private static final Shape IMAGE = Shape.batchOf(2, 3, 4);

  @Test
  void equal_shapes_give_their_shape() {
    assertThat(Broadcast.shape(operands(IMAGE, IMAGE))).isEqualTo(IMAGE);
  }

  @Test
  void one_stands_for_any_size_on_either_side() {
    assertThat(Broadcast.shape(operands(IMAGE, Shape.batchOf(2, 1, 1)))).isEqualTo(IMAGE);
    assertThat(Broadcast.shape(operands(Shape.batchOf(2, 1, 1), IMAGE))).isEqualTo(IMAGE);
    assertThat(Broadcast.shape(operands(Shape.batchOf(1, 3, 1), Shape.batchOf(2, 1, 4))))
        .isEqualTo(IMAGE);
  }

  @Test
  void batch_and_time_are_sizes_of_their_own() {
    Shape series = new Shape(List.of(new Batch(), new Time(), new Fixed(4)));

    assertThat(Broadcast.shape(operands(series, series))).isEqualTo(series);
    assertThat(Broadcast.shape(operands(Shape.batchOf(1, 4), series))).isEqualTo(series);
    assertRefused(
        () -> Broadcast.shape(operands(series, Shape.batchOf(3, 4))), "second operand", 3, "time");
  }

  @Test
  void other_sizes_are_refused_with_both() {
    assertRefused(
        () -> Broadcast.shape(operands(IMAGE, Shape.batchOf(2, 3, 5))), "second operand", 5, 4);
    assertRefused(
        () -> Broadcast.shape(operands(IMAGE, Shape.batchOf(3, 4))),
        "second operand",
        "[batch, 3, 4]",
        "rank 4");
  }

  @Test
  void a_constant_has_the_axes_of_one_sample() {
    assertThat(Broadcast.shape(operands(IMAGE, Map.of(OPERAND, Shape.of(2, 1, 1)))))
        .isEqualTo(IMAGE);
    assertThat(
            Broadcast.shape(operands(Shape.batchOf(2, 1, 1), Map.of(OPERAND, Shape.of(2, 3, 4)))))
        .isEqualTo(IMAGE);
    assertRefused(
        () -> Broadcast.shape(operands(IMAGE, Map.of(OPERAND, Shape.of(4)))),
        "second operand",
        "[batch, 4]",
        "rank 4");
  }

  @Test
  void two_operands_are_asked_for_be_they_data_or_constant() {
    Operands three = new Operands("n", List.of(IMAGE, IMAGE), Map.of(OPERAND, Shape.of(2, 3, 4)));

    assertRefused(() -> Broadcast.shape(operands(IMAGE)), "number of operands", 1, 2);
    assertRefused(() -> Broadcast.shape(three), "number of operands", 3, 2);
  }
}
