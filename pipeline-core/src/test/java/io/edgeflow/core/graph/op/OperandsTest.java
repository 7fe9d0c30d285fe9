package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.GAMMA;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Dimension.Time;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperandsTest {
  private static final Shape X = Shape.batchOf(4);
  private static final Operands WEIGHTED = operands(X, Map.of(WEIGHT, Shape.of(2, 4)));

  @Test
  void inputs_and_constants_are_copied() {
    List<Shape> data = new ArrayList<>(List.of(X));
    Map<ConstantRole, Shape> constants = new HashMap<>(Map.of(WEIGHT, Shape.of(2, 4)));
    Operands operands = new Operands("n", data, constants);

    data.clear();
    constants.clear();

    assertThat(operands).isEqualTo(WEIGHTED);
    assertThat(operands.first()).isEqualTo(X);
  }

  @Test
  void a_required_constant_is_there_and_an_optional_one_may_be_absent() {
    assertThat(WEIGHTED.constant(WEIGHT)).isEqualTo(Shape.of(2, 4));
    assertThat(WEIGHTED.optional(WEIGHT)).contains(Shape.of(2, 4));
    assertThat(WEIGHTED.optional(BIAS)).isEmpty();
    assertThatThrownBy(() -> WEIGHTED.constant(BIAS)).hasMessage("bias");
  }

  @Test
  void operands_that_fit_their_operator_pass() {
    WEIGHTED.check(new Linear());
    operands(X, Map.of(WEIGHT, Shape.of(2, 4), BIAS, Shape.of(2))).check(new Linear());
    operands(X).check(new Relu());
  }

  @Test
  void another_number_of_inputs_than_the_operator_reads_is_refused() {
    assertRefused(() -> operands(X, X).check(new Relu()), "number of inputs", 2, 1);
    assertRefused(
        () -> operands(X).check(new Arrangement.Concat(1)), "number of inputs", 1, "2 or more");
  }

  @Test
  void a_required_constant_that_is_missing_is_refused() {
    Operands biasOnly = operands(X, Map.of(BIAS, Shape.of(2)));

    assertRefused(() -> biasOnly.check(new Linear()), "constants", "[BIAS]", "weight");
  }

  @Test
  void a_constant_that_the_operator_does_not_know_is_refused() {
    Operands both = operands(X, Map.of(WEIGHT, Shape.of(2, 4), GAMMA, Shape.of(2)));

    assertRefused(
        () -> both.check(new Linear()),
        "constants",
        "gamma",
        "ConstantRoles[required=[WEIGHT], optional=[BIAS]]");
  }

  @Test
  void the_rank_is_checked_and_the_input_given() {
    assertThat(operands(X).ranked(2)).isEqualTo(X);
    assertRefused(() -> operands(X).ranked(4), "input", X, "rank 4");
  }

  @Test
  void a_vector_has_the_size_or_is_absent() {
    WEIGHTED.vector(BIAS, 9);
    Operands biased = operands(X, Map.of(BIAS, Shape.of(2)));
    biased.vector(BIAS, 2);

    assertRefused(() -> biased.vector(BIAS, 3), "bias", "[2]", "[3]");
    assertRefused(() -> WEIGHTED.vector(WEIGHT, 8), "weight", "[2, 4]", "[8]");
  }

  @ParameterizedTest
  @CsvSource({"8, 3, 1, 6", "8, 3, 2, 3", "9, 3, 2, 4", "3, 3, 2, 1", "4, 2, 3, 1"})
  void windows_that_fit_whole_are_counted(int padded, int reach, int stride, int expected) {
    assertThat(operands(X).windows(padded, reach, stride)).isEqualTo(expected);
  }

  @Test
  void a_window_larger_than_the_axis_is_refused() {
    assertRefused(() -> operands(X).windows(2, 3, 1), "window", 3, "at most 2");
  }

  @Test
  void a_sample_keeps_the_first_axis_whatever_it_is() {
    Operands steps = operands(new Shape(List.of(new Time(), new Fixed(4))));

    assertThat(operands(X).sample(2, 3)).isEqualTo(Shape.batchOf(2, 3));
    assertThat(steps.sample(7)).isEqualTo(new Shape(List.of(new Time(), new Fixed(7))));
  }
}
