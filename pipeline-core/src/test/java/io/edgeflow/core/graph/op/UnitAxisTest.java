package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.UnitAxis.Squeeze;
import io.edgeflow.core.graph.op.UnitAxis.Unsqueeze;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitAxisTest {
  @Test
  void axes_of_size_1_are_dropped() {
    Squeeze squeeze = new Squeeze(List.of(2, 3));

    assertThat(squeeze.shape(operands(Shape.batchOf(5, 1, 1)))).isEqualTo(Shape.batchOf(5));
    assertThat(squeeze.origins(5)).containsExactly(0, 1, 4);
    assertRefused(
        () -> squeeze.shape(operands(Shape.batchOf(5, 1, 2))),
        "axis 3",
        Shape.batchOf(5, 1, 2),
        "size 1");
    assertRefused(() -> squeeze.shape(operands(Shape.batchOf(5, 1))), "axis", 3, "below 3");
  }

  @Test
  void axes_of_size_1_are_added_at_places_of_the_output() {
    Unsqueeze unsqueeze = new Unsqueeze(List.of(1, 3));

    assertThat(unsqueeze.shape(operands(Shape.batchOf(5)))).isEqualTo(Shape.batchOf(1, 5, 1));
    assertThat(unsqueeze.origins(2)).containsExactly(0, -1, 1, -1);
    assertRefused(
        () -> new Unsqueeze(List.of(3)).shape(operands(Shape.batchOf(5))), "axis", 3, "below 3");
  }

  static Stream<List<Integer>> noAxes() {
    return Stream.of(List.of(), List.of(0), List.of(2, 1), List.of(1, 1), List.of(-1));
  }

  @ParameterizedTest
  @MethodSource("noAxes")
  void axes_are_ascending_and_not_the_batch(List<Integer> axes) {
    for (Runnable made : List.<Runnable>of(() -> new Squeeze(axes), () -> new Unsqueeze(axes))) {
      assertThatThrownBy(made::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Axes of size 1 at " + axes);
    }
  }

  @Test
  void the_elements_stay_in_their_order() {
    for (Op op : List.of(new Squeeze(List.of(1)), new Unsqueeze(List.of(1)))) {
      assertThat(op.reshapes()).isTrue();
      assertThat(op.axes()).isEqualTo(AxisUse.COUNTED);
      assertThat(Json.read(Json.text(op), Op.class, "op")).isEqualTo(op);
    }
    assertThat(OpFixture.visited(new Squeeze(List.of(1)))).isEqualTo("squeeze");
    assertThat(OpFixture.visited(new Unsqueeze(List.of(1)))).isEqualTo("unsqueeze");
  }
}
