package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.OpFixture.assertRefused;
import static io.edgeflow.core.graph.op.OpFixture.operands;
import static io.edgeflow.core.graph.op.OpFixture.visited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.PRelu;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {
  private static final Shape X = Shape.batchOf(2, 3, 4);

  static Stream<Op> unary() {
    return Stream.of(new Relu(), new Relu6(), new Sigmoid(), new Rsqrt(), new Dropout(0.5f));
  }

  static Stream<Op> binary() {
    return Stream.of(new Add(), new Mul(), new Sub(), new Div());
  }

  static Stream<Op> all() {
    return Stream.concat(unary(), binary());
  }

  @ParameterizedTest
  @MethodSource("unary")
  void an_operator_of_one_input_keeps_its_shape(Op op) {
    assertThat(op.arity()).isEqualTo(Arity.ONE);
    assertThat(op.roles()).isEqualTo(ConstantRoles.NONE);
    assertThat(op.shape(operands(X))).isEqualTo(X);
  }

  @ParameterizedTest
  @MethodSource("binary")
  void an_operator_of_two_reads_data_or_a_constant(Op op) {
    assertThat(op.arity()).isEqualTo(new Arity(1, 2));
    assertThat(op.roles()).isEqualTo(new ConstantRoles(List.of(), List.of(ConstantRole.OPERAND)));
    assertThat(op.shape(operands(Shape.batchOf(2, 1, 1), X))).isEqualTo(X);
  }

  @ParameterizedTest
  @MethodSource("all")
  void the_order_of_axes_does_not_matter_and_nothing_is_summed(Op op) {
    assertThat(op.axes()).isEqualTo(AxisUse.ELEMENTWISE);
    assertThat(op.weightAxis()).isEmpty();
    assertThat(op.macs(operands(X, X))).isZero();
  }

  @Test
  void the_clamps_are_activations_and_monotone() {
    assertThat(new Relu().activation()).contains(Activation.RELU);
    assertThat(new Relu6().activation()).contains(Activation.RELU6);
    assertThat(new Relu().monotone()).isTrue();
    assertThat(new Relu6().monotone()).isTrue();
    assertThat(new Sigmoid().activation()).isEmpty();
    assertThat(new Mul().monotone()).isFalse();
  }

  @Test
  void a_clip_whose_ends_are_those_of_an_activation_is_one() {
    assertThat(new Clip(0f, null).activation()).contains(Activation.RELU);
    assertThat(new Clip(0f, 6f).activation()).contains(Activation.RELU6);
    assertThat(new Clip(0f, 1f).activation()).isEmpty();
    assertThat(new Clip(null, 6f).activation()).isEmpty();
    assertThat(new Clip(0f, 1f).monotone()).isTrue();
  }

  @Test
  void a_clip_of_two_ends_is_made_of_two_of_one() {
    Clip clip = new Clip(-1f, 2f);

    assertThat(clip.parts().stream().map(Part::op))
        .containsExactly(new Clip(-1f, null), new Clip(null, 2f));
    assertThat(clip.parts().get(0).value().orElseThrow().applyAsDouble(-3)).isEqualTo(-1);
    assertThat(new Clip(-1f, null).parts()).isEmpty();
    assertThat(clip.apply(3)).isEqualTo(2);
    assertThat(clip.apply(Double.NaN)).isNaN();
    assertThat(visited(clip)).isEqualTo("clip");
  }

  @Test
  void a_clip_without_ends_or_with_ends_that_cross_is_refused() {
    assertThatThrownBy(() -> new Clip(null, null)).hasMessage("A clip between null and null");
    assertThatThrownBy(() -> new Clip(2f, 1f)).hasMessage("A clip between 2.0 and 1.0");
    assertThatThrownBy(() -> new Clip(Float.NaN, 1f)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_clip_is_read_as_it_is_written() {
    assertThat(Json.text(new Clip(0f, null))).isEqualTo("{\"op\":\"clip\",\"min\":0.0}");
    assertThat(Json.read("{\"op\":\"clip\",\"max\":2.5}", Op.class, "here"))
        .isEqualTo(new Clip(null, 2.5f));
  }

  @Test
  void a_prelu_has_a_slope_for_each_channel() {
    PRelu op = new PRelu();

    assertThat(op.shape(operands(X, Map.of(ConstantRole.SLOPE, Shape.of(2))))).isEqualTo(X);
    assertThat(op.axes()).isEqualTo(AxisUse.CHANNEL);
    assertThat(op.roles()).isEqualTo(ConstantRoles.of(ConstantRole.SLOPE));
    assertThat(visited(op)).isEqualTo("prelu");
    assertRefused(
        () -> op.shape(operands(X, Map.of(ConstantRole.SLOPE, Shape.of(3)))),
        "slope",
        "[3]",
        "[2]");
  }

  @Test
  void only_dropout_is_the_identity_at_inference() {
    assertThat(all().filter(Op::identityAtInference)).containsExactly(new Dropout(0.5f));
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1, 1.5f, Float.NaN})
  void a_rate_outside_zero_to_one_is_refused(float rate) {
    assertThatThrownBy(() -> new Dropout(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A dropout rate of " + rate);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.999f})
  void a_rate_may_be_zero_and_almost_one(float rate) {
    assertThat(new Dropout(rate).rate()).isEqualTo(rate);
  }

  @Test
  void each_operator_calls_its_own_method_of_a_visitor() {
    assertThat(all().map(OpFixture::visited))
        .containsExactly(
            "relu", "relu6", "sigmoid", "rsqrt", "dropout", "add", "mul", "sub", "div");
  }
}
