package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperandNodesTest extends NodeContract {
  private static final int[] BATCH = {2, 3, 4};

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Sub", "Mul", "Div"})
  void a_constant_may_stand_on_either_side(String type) {
    for (long[] shape : new long[][] {{}, {1}, {4}, {3, 1}, {3, 4}, {1, 3, 4}, {1, 1, 1}}) {
      Onnx onnx = Onnx.opset(17).input("x", -1, 3, 4).drawn("c", 1, shape);
      assertSame(onnx.node(type, "x,c", "l").node(type, "c,l", "y").output("y"), BATCH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Sub", "Mul", "Div"})
  void two_tensors_meet_whatever_the_order_of_their_axes(String type) {
    assertSame(
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .input("z", -1, 4, 3)
            .node("Transpose", "z", "t", Onnx.numbers("perm", 0, 2, 1))
            .node(type, "x,t", "y")
            .output("y"),
        new int[] {2, 3, 4},
        new int[] {2, 4, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Mul"})
  void a_tensor_of_fewer_axes_is_drawn_out(String type) {
    assertSame(
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .node("ReduceMean", "x", "m", Onnx.numbers("axes", 2))
            .node(type, "m,x", "y")
            .output("y"),
        BATCH);
  }

  @Test
  void a_constant_that_repeats_along_the_batch_is_one_of_a_sample() {
    assertSame(
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .node("Shape", "x", "s")
            .drawn("row", 1, 1, 3, 4)
            .node("Expand", "row,s", "e")
            .node("Add", "x,e", "y")
            .output("y"),
        BATCH);
  }

  @Test
  void a_constant_of_more_places_draws_a_tensor_out() {
    assertSame(
        Onnx.opset(17).input("x", -1, 1, 4).drawn("c", 1, 3, 4).node("Mul", "x,c", "y").output("y"),
        new int[] {2, 1, 4});
  }

  @Test
  void sums_of_many_are_that_of_onnx_runtime() {
    assertSame(
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .drawn("c", 1, 4)
            .node("Relu", "x", "r")
            .node("Sum", "c,x,r", "y")
            .output("y"),
        BATCH);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, -0.5f, 0.5f, 1, 2, 3})
  void powers_are_spelled_out(float exponent) {
    assertSame(
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .floats("two", new long[0], 2)
            .node("Add", "x,two", "p")
            .floats("e", new long[0], exponent)
            .node("Pow", "p,e", "y")
            .output("y"),
        BATCH);
  }

  @Test
  void a_power_that_is_not_spelled_out_is_refused() {
    assertRefused(
            Onnx.opset(17)
                .input("x", 1, 3)
                .floats("e", new long[0], 2.5f)
                .node("Pow", "x,e", "y")
                .output("y"))
        .hasMessageContaining("found: 2.5");
  }

  @Test
  void roots_and_reciprocals_hold_at_zero() {
    Tensor numbers = Tensor.of(new int[] {1, 4}, new float[] {0, 0.25f, 1, 9});
    assertSame(Onnx.opset(17).input("x", 1, 4).node("Sqrt", "x", "y").output("y"), numbers);
    assertSame(Onnx.opset(17).input("x", 1, 4).node("Reciprocal", "x", "y").output("y"), numbers);
  }

  @Test
  void a_division_by_a_root_is_a_product_with_its_reciprocal() {
    ImportedModel model =
        assertSame(
            Onnx.opset(17)
                .input("x", -1, 4)
                .node("Abs", "x", "a")
                .node("Sqrt", "a", "r")
                .node("Div", "x,r", "y")
                .output("y"),
            new int[] {2, 4});

    assertThat(model.graph().nodes())
        .extracting(n -> n.op())
        .contains(new Elementwise.Rsqrt(), new Elementwise.Mul())
        .hasSize(3);
  }

  @Test
  void a_choice_by_a_constant_is_that_of_onnx_runtime() {
    for (String inputs : new String[] {"m,x,c", "m,c,x"}) {
      assertSame(
          Onnx.opset(17)
              .input("x", -1, 3, 4)
              .constant(
                  Onnx.tensor("m", DataType.BOOL_VALUE, 3, 1)
                      .addInt32Data(1)
                      .addInt32Data(0)
                      .addInt32Data(1)
                      .build())
              .drawn("c", 1, 4)
              .node("Where", inputs, "y")
              .output("y"),
          BATCH);
    }
  }

  @Test
  void whole_numbers_that_are_computed_are_not_divided() {
    assertRefused(
            Onnx.opset(17)
                .typedInput("x", DataType.INT64_VALUE, 1, 3)
                .longs("two", 2)
                .node("Div", "x,two", "y")
                .output("y"))
        .hasMessageContaining("whole numbers");
  }
}
