package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.formats.read.ImportedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseNodesTest extends NodeContract {
  private static final int[] BATCH = {2, 3, 4};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Relu",
        "Sigmoid",
        "Tanh",
        "Erf",
        "HardSwish",
        "HardSigmoid",
        "LeakyRelu",
        "Abs",
        "Neg",
        "Gelu",
        "Identity"
      })
  void a_function_is_that_of_onnx_runtime(String type) {
    assertSame(node(20, type), BATCH);
  }

  @Test
  void attributes_are_those_of_onnx_runtime() {
    assertSame(node(20, "LeakyRelu", Onnx.real("alpha", 0.3)), BATCH);
    assertSame(node(20, "HardSigmoid", Onnx.real("alpha", 0.7), Onnx.real("beta", 0.4)), BATCH);
    assertSame(node(20, "Gelu", Onnx.text("approximate", "tanh")), BATCH);
    assertRefused(node(20, "Gelu", Onnx.text("approximate", "sigmoid")))
        .hasMessageContaining("sigmoid");
  }

  @Test
  void slopes_of_channels_and_one_slope_are_those_of_onnx_runtime() {
    for (long[] shape : new long[][] {{3, 1}, {1, 3, 1}, {1}, {1, 1}}) {
      assertSame(
          Onnx.opset(17)
              .input("x", -1, 3, 4)
              .drawn("s", 1, shape)
              .node("PRelu", "x,s", "y")
              .output("y"),
          BATCH);
    }
  }

  @Test
  void slopes_of_the_last_axis_are_refused() {
    assertRefused(
            Onnx.opset(17)
                .input("x", 1, 3, 4)
                .drawn("s", 1, 4)
                .node("PRelu", "x,s", "y")
                .output("y"))
        .hasMessageContaining("slopes for each channel");
  }

  @Test
  void a_clip_between_0_and_6_is_a_relu6() {
    Onnx onnx =
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .floats("low", new long[0], 0)
            .floats("high", new long[0], 6)
            .node("Clip", "x,low,high", "y")
            .output("y");

    ImportedModel model = assertSame(onnx, BATCH);

    assertThat(model.graph().nodes().get(0).op()).isEqualTo(new Elementwise.Relu6());
  }

  @Test
  void a_clip_may_lack_ends() {
    for (String inputs : new String[] {"x,low", "x,,high", "x,low,high", "x"}) {
      assertSame(
          Onnx.opset(11)
              .input("x", -1, 3, 4)
              .floats("low", new long[0], -0.5f)
              .floats("high", new long[0], 0.25f)
              .node("Clip", inputs, "y")
              .output("y"),
          BATCH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Min", "Max"})
  void the_larger_of_a_tensor_and_a_number_is_that_of_onnx_runtime(String type) {
    assertSame(
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .floats("c", new long[] {1}, 0.2f)
            .node(type, "c,x", "y")
            .output("y"),
        BATCH);
  }

  @Test
  void dropout_does_nothing_outside_of_training() {
    assertSame(node(11, "Dropout", Onnx.real("ratio", 0.3)), BATCH);
    assertSame(
        Onnx.opset(17)
            .input("x", -1, 3, 4)
            .floats("ratio", new long[0], 0.3f)
            .node("Dropout", "x,ratio", "y")
            .output("y"),
        BATCH);
    assertRefused(
            Onnx.opset(17)
                .input("x", 1, 3, 4)
                .floats("ratio", new long[0], 0.3f)
                .constant(Onnx.tensor("training", DataType.BOOL_VALUE).addInt32Data(1).build())
                .node("Dropout", "x,ratio,training", "y")
                .output("y"))
        .hasMessageContaining("in training");
  }

  @Test
  void a_cast_between_floats_changes_nothing() {
    assertSame(node(17, "Cast", Onnx.number("to", DataType.FLOAT_VALUE)), BATCH);
    assertRefused(node(17, "Cast", Onnx.number("to", DataType.INT32_VALUE)))
        .hasMessageContaining("rounded");
    assertRefused(node(17, "Cast", Onnx.number("to", DataType.STRING_VALUE)))
        .hasMessageContaining("string");
  }

  private static Onnx node(int opset, String type, AttributeProto... attributes) {
    return Onnx.opset(opset).input("x", -1, 3, 4).node(type, "x", "y", attributes).output("y");
  }
}
