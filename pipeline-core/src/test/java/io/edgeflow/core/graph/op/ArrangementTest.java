package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.tensor.Dimension.Batch;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Dimension.Time;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrangementTest {
  private static final Shape IMAGE = Shape.batchOf(2, 3, 4);
  private static final Shape SERIES = new Shape(List.of(new Batch(), new Time(), new Fixed(4)));

  static Stream<Op> all() {
    return Stream.of(
        new Flatten(),
        new Reshape(List.of(24)),
        Transpose.by(0, 2, 3, 1),
        Pad.image(Pads.all(1), 0),
        new Concat(1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothing_is_computed_and_no_constant_read(Op op) {
    assertThat(op.roles()).isEqualTo(ConstantRoles.NONE);
    assertThat(op.weightAxis()).isEmpty();
    assertThat(op.macs(operands(IMAGE, IMAGE))).isZero();
  }

  @Test
  void only_concat_reads_several_tensors() {
    assertThat(all().map(Op::arity))
        .containsExactly(Arity.ONE, Arity.ONE, Arity.ONE, Arity.ONE, Arity.from(2));
  }

  @Test
  void each_operator_depends_on_axes_in_its_own_way() {
    assertThat(all().map(Op::axes))
        .containsExactly(
            AxisUse.LOGICAL, AxisUse.LOGICAL, AxisUse.MOVED, AxisUse.NAMED, AxisUse.NAMED);
  }

  @Test
  void each_operator_calls_its_own_method_of_a_visitor() {
    assertThat(all().map(OpFixture::visited))
        .containsExactly("flatten", "reshape", "transpose", "pad", "concat");
  }

  @Test
  void a_flatten_leaves_the_batch_and_one_axis() {
    assertThat(new Flatten().shape(operands(IMAGE))).isEqualTo(Shape.batchOf(24));
    assertThat(new Flatten().shape(operands(Shape.batchOf(5)))).isEqualTo(Shape.batchOf(5));
    assertThatThrownBy(() -> new Flatten().shape(operands(SERIES)))
        .hasMessageContaining("Dimension 1 of [batch, time, 4] is not fixed");
  }

  @Test
  void a_reshape_keeps_the_batch_and_the_number_of_elements() {
    assertThat(new Reshape(List.of(4, 6)).shape(operands(IMAGE))).isEqualTo(Shape.batchOf(4, 6));
    assertRefused(
        () -> new Reshape(List.of(4, 5)).shape(operands(IMAGE)),
        "new shape",
        "[4, 5]",
        "24 elements");
  }

  @Test
  void sizes_below_one_and_no_sizes_are_refused() {
    for (List<Integer> sizes : List.of(List.<Integer>of(), List.of(24, 0), List.of(-1, -24))) {
      assertThatThrownBy(() -> new Reshape(sizes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A reshape to " + sizes);
    }
    assertThat(new Reshape(List.of(1)).sizes()).containsExactly(1);
  }

  @Test
  void a_transpose_gives_the_axes_in_the_order_named() {
    assertThat(Transpose.by(0, 2, 3, 1).shape(operands(IMAGE))).isEqualTo(Shape.batchOf(3, 4, 2));
    assertThat(Transpose.by(0, 2, 1).shape(operands(SERIES)))
        .isEqualTo(new Shape(List.of(new Batch(), new Fixed(4), new Time())));
    assertRefused(() -> Transpose.by(0, 2, 1).shape(operands(IMAGE)), "input", IMAGE, "rank 3");
  }

  static Stream<List<Integer>> noPermutations() {
    return Stream.of(
        List.of(1, 0, 2), List.of(0, 1, 1), List.of(0, 1, 3), List.of(-1, 0), List.of(1));
  }

  @ParameterizedTest
  @MethodSource("noPermutations")
  void a_permutation_names_every_axis_once_and_the_batch_first(List<Integer> axes) {
    assertThatThrownBy(() -> new Transpose(axes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A transpose by " + axes);
  }

  @Test
  void padding_adds_before_and_after_each_axis() {
    Pad pad = new Pad(List.of(0, 1, 2), List.of(4, 8, 16));

    assertThat(pad.shape(operands(IMAGE))).isEqualTo(Shape.batchOf(6, 12, 22));
    assertThat(Pad.image(new Pads(1, 2, 3, 4), 0))
        .isEqualTo(new Pad(List.of(0, 1, 2), List.of(0, 3, 4)));
    assertRefused(
        () -> pad.shape(operands(Shape.batchOf(3, 4))), "input", "[batch, 3, 4]", "rank 4");
  }

  @Test
  void padding_is_of_zeros_or_another_number() {
    List<Integer> one = List.of(1);

    assertThat(new Pad(one, one).constant()).isZero();
    assertThat(new Pad(one, one, 0f)).isEqualTo(new Pad(one, one));
    assertThat(new Pad(one, one, -1.5f).constant()).isEqualTo(-1.5f);
    assertThat(new Pad(one, one).surrounds()).isTrue();
    assertThatThrownBy(() -> new Pad(one, one, Float.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Padding with NaN");
  }

  @Test
  void padding_that_is_negative_or_uneven_in_number_is_refused() {
    List<Pad> made = new ArrayList<>();
    for (List<Integer> before : List.of(List.<Integer>of(), List.of(-1, 0), List.of(1))) {
      for (List<Integer> after : List.of(List.<Integer>of(), List.of(0, -1), List.of(0, 1))) {
        assertThatThrownBy(() -> made.add(new Pad(before, after)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("Padding of " + before + " and " + after);
      }
    }
    assertThat(new Pad(List.of(0), List.of(0)).shape(operands(Shape.batchOf(3))))
        .isEqualTo(Shape.batchOf(3));
  }

  @Test
  void a_concatenation_adds_the_sizes_along_its_axis() {
    Concat channels = new Concat(1);
    Concat columns = new Concat(3);

    assertThat(channels.shape(operands(IMAGE, Shape.batchOf(5, 3, 4), IMAGE)))
        .isEqualTo(Shape.batchOf(9, 3, 4));
    assertThat(columns.shape(operands(IMAGE, Shape.batchOf(2, 3, 1))))
        .isEqualTo(Shape.batchOf(2, 3, 5));
    assertThat(new Concat(2).shape(operands(SERIES, SERIES)))
        .isEqualTo(new Shape(List.of(new Batch(), new Time(), new Fixed(8))));
  }

  @Test
  void inputs_that_differ_elsewhere_are_refused() {
    Shape wider = Shape.batchOf(2, 3, 5);
    Shape vector = Shape.batchOf(2);

    assertRefused(() -> new Concat(1).shape(operands(IMAGE, wider)), "inputs", wider, IMAGE);
    assertRefused(() -> new Concat(1).shape(operands(IMAGE, vector)), "inputs", vector, IMAGE);
    assertRefused(() -> new Concat(3).shape(operands(IMAGE, vector)), "inputs", vector, IMAGE);
    assertRefused(() -> new Concat(4).shape(operands(IMAGE, IMAGE)), "axis", 4, "below 4");
    assertThatThrownBy(() -> new Concat(1).shape(operands(SERIES, SERIES)))
        .hasMessageContaining("not fixed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void the_batch_is_not_concatenated(int axis) {
    assertThatThrownBy(() -> new Concat(axis))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Concatenation along axis " + axis);
  }

  @Test
  void lists_are_copied() {
    List<Integer> numbers = new ArrayList<>(List.of(0, 1));
    List<Op> ops =
        List.of(new Transpose(numbers), new Pad(numbers, numbers), new Reshape(List.of(1)));

    numbers.set(1, 7);

    assertThat(ops)
        .containsExactly(
            Transpose.by(0, 1), new Pad(List.of(0, 1), List.of(0, 1)), new Reshape(List.of(1)));
  }
}
