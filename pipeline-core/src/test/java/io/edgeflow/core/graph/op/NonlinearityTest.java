package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.operands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Erf;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.LeakyRelu;
import io.edgeflow.core.graph.op.Nonlinearity.Silu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NonlinearityTest {
  private static final Shape X = Shape.batchOf(2, 3, 4);
  private static final double[] VALUES = {-7, -2, -0.75, 0, 0.5, 1, 3.5, 6};

  static Stream<Nonlinearity> all() {
    return Stream.of(
        new Tanh(),
        new Erf(),
        new Gelu(Approximation.NONE),
        new Gelu(Approximation.TANH),
        new LeakyRelu(0.25f),
        HardSigmoid.SIXTH,
        new HardSigmoid(0.2f, 0.25f),
        new HardSwish(),
        new Silu());
  }

  @ParameterizedTest
  @MethodSource("all")
  void it_keeps_the_shape_in_any_order_of_axes_and_is_read_as_written(Nonlinearity op) {
    assertThat(op.shape(operands(X))).isEqualTo(X);
    assertThat(op.axes()).isEqualTo(AxisUse.ELEMENTWISE);
    assertThat(Json.read(Json.text(op), Op.class, "here")).isEqualTo(op);
    assertThat(op.apply(Double.NaN)).isNaN();
  }

  @Test
  void each_operator_calls_its_own_method_of_a_visitor() {
    assertThat(all().map(OpFixture::visited))
        .containsExactly(
            "tanh",
            "erf",
            "gelu",
            "gelu",
            "leakyRelu",
            "hardSigmoid",
            "hardSigmoid",
            "hardSwish",
            "silu");
  }

  @Test
  void a_gelu_is_half_of_what_the_error_function_lets_through() {
    // 1/2 (1 + erf(1/√2)) is the normal distribution's share below 1.
    assertThat(new Gelu(Approximation.NONE).apply(1)).isCloseTo(0.8413447461, within(1e-9));
    assertThat(new Gelu(Approximation.TANH).apply(1)).isCloseTo(0.8411919906, within(1e-9));
    assertThat(new Gelu(Approximation.NONE).apply(-1)).isCloseTo(-0.1586552539, within(1e-9));
  }

  @Test
  void the_functions_of_straight_lines_have_the_values_of_their_formulas() {
    assertThat(new LeakyRelu(0.25f).apply(-2)).isEqualTo(-0.5);
    assertThat(new LeakyRelu(0.25f).apply(2)).isEqualTo(2);
    assertThat(new LeakyRelu(0.25f).monotone()).isTrue();
    assertThat(new LeakyRelu(-0.25f).monotone()).isFalse();
    assertThat(new HardSigmoid(0.25f, 0.5f).apply(1)).isEqualTo(0.75);
    assertThat(new HardSigmoid(0.25f, 0.5f).apply(-9)).isZero();
    assertThat(new HardSwish().apply(1)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(new HardSwish().apply(-4)).isZero();
    assertThat(new Silu().apply(1)).isCloseTo(0.7310585786, within(1e-9));
  }

  @Test
  void parameters_that_are_no_numbers_are_refused() {
    assertThatThrownBy(() -> new LeakyRelu(Float.NaN)).hasMessage("A slope of NaN");
    assertThatThrownBy(() -> new HardSigmoid(0, 1)).hasMessage("A hard sigmoid of 0.0 x + 1.0");
    assertThatThrownBy(() -> new HardSigmoid(1, Float.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_approximation_that_there_is_not_is_refused() {
    assertThatThrownBy(
            () -> Json.read("{\"op\":\"gelu\",\"approximation\":\"fast\"}", Op.class, "here"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("No approximation fast");
  }

  @ParameterizedTest
  @MethodSource("all")
  void its_parts_give_what_it_gives(Nonlinearity op) {
    for (double x : VALUES) {
      List<Double> known = new ArrayList<>(List.of(x));
      for (Part part : op.parts()) {
        known.add(step(part, known));
        part.value()
            .ifPresent(
                value ->
                    assertThat(value.applyAsDouble(x))
                        .isCloseTo(known.get(known.size() - 1), within(1e-6)));
      }
      double last = op.parts().isEmpty() ? op.apply(x) : known.get(known.size() - 1);
      assertThat(last).as("%s of %s", op, x).isCloseTo(op.apply(x), within(1e-6));
    }
  }

  private static double step(Part part, List<Double> known) {
    double a = known.get(part.reads().get(0));
    double b = part.reads().size() > 1 ? known.get(part.reads().get(1)) : part.operand().orElse(0f);
    return switch (OpFixture.visited(part.op())) {
      case "add" -> a + b;
      case "mul" -> a * b;
      case "div" -> a / b;
      case "relu6" -> Math.min(Math.max(a, 0), 6);
      case "sigmoid" -> 1 / (1 + Math.exp(-a));
      default -> ((Nonlinearity) part.op()).apply(a);
    };
  }
}
