package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Reduction.ArgMax;
import io.edgeflow.core.graph.op.Reduction.ReduceMax;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Reduction.ReduceSum;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionTest {
  private static final Shape IMAGE = Shape.batchOf(3, 4, 5);

  static Stream<Op> all() {
    return Stream.of(
        new ReduceMean(List.of(2), true),
        new ReduceMax(List.of(2), true),
        new ReduceSum(List.of(2), true),
        new ArgMax(2, true));
  }

  @ParameterizedTest
  @MethodSource("all")
  void an_axis_stays_with_size_1_or_goes(Op op) {
    assertThat(op.shape(operands(IMAGE))).isEqualTo(Shape.batchOf(3, 1, 5));
    assertThat(op.axes()).isEqualTo(AxisUse.NAMED);
    assertThat(op.macs(operands(IMAGE))).isZero();
    assertThat(op.weightAxis()).isEmpty();
    assertThat(Json.read(Json.text(op), Op.class, "op")).isEqualTo(op);
  }

  @Test
  void axes_that_go_leave_the_others() {
    ReduceSum sum = new ReduceSum(List.of(1, 3), false);

    assertThat(sum.shape(operands(IMAGE))).isEqualTo(Shape.batchOf(4));
    assertThat(sum.axes()).isEqualTo(AxisUse.COUNTED);
    assertThat(sum.origins(4)).containsExactly(0, 2);
    assertThat(new ArgMax(1, false).shape(operands(IMAGE))).isEqualTo(Shape.batchOf(4, 5));
  }

  @Test
  void what_leaves_a_sample_without_axes_or_has_none_is_refused() {
    assertRefused(
        () -> new ArgMax(1, false).shape(operands(Shape.batchOf(6))),
        "axes",
        List.of(1),
        "one that stays");
    assertRefused(
        () -> new ReduceMean(List.of(4), true).shape(operands(IMAGE)), "axis", 4, "below 4");
  }

  static Stream<List<Integer>> noAxes() {
    return Stream.of(List.of(), List.of(0), List.of(2, 1), List.of(1, 1));
  }

  @ParameterizedTest
  @MethodSource("noAxes")
  void axes_are_ascending_and_not_the_batch(List<Integer> axes) {
    assertThatThrownBy(() -> new ReduceMax(axes, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A reduction over the axes " + axes);
    assertThatThrownBy(() -> new ArgMax(0, true)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void each_operator_calls_its_own_method_of_a_visitor() {
    assertThat(all().map(OpFixture::visited))
        .containsExactly("reduceMean", "reduceMax", "reduceSum", "argMax");
  }
}
