package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionNodesTest extends NodeContract {
  private static final int[] BATCH = {2, 3, 4, 5};

  @ParameterizedTest
  @ValueSource(strings = {"ReduceMean", "ReduceMax", "ReduceSum"})
  void axes_may_be_an_attribute_or_an_input(String type) {
    for (long[] axes : new long[][] {{2, 3}, {1}, {-1}, {3, 1}, {1, 2, 3}}) {
      for (int keep : new int[] {0, 1}) {
        assertSame(byAttribute(type, axes, keep), BATCH);
        assertSame(byInput(type, axes, keep), BATCH);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReduceMean", "ReduceMax"})
  void axes_that_were_moved_are_found(String type) {
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 3, 4, 5)
            .node("Transpose", "x", "t", Onnx.numbers("perm", 0, 2, 3, 1))
            .node("Relu", "t", "r")
            .node(type, "r", "y", Onnx.numbers("axes", 1, 2), Onnx.number("keepdims", 0))
            .output("y"),
        BATCH);
  }

  @Test
  void no_axes_may_mean_none_or_all() {
    assertSame(
        Onnx.opset(18)
            .input("x", -1, 3, 4, 5)
            .node("ReduceMean", "x", "y", Onnx.number("noop_with_empty_axes", 1))
            .output("y"),
        BATCH);
    assertSame(
        Onnx.opset(18).input("x", 1, 3, 4, 5).node("ReduceMean", "x", "y").output("y"),
        new int[] {1, 3, 4, 5});
    assertRefused(Onnx.opset(18).input("x", -1, 3).node("ReduceMean", "x", "y").output("y"))
        .hasMessageContaining("batch")
        .hasMessageContaining("node y_node (ReduceMean)");
  }

  @Test
  void the_place_of_the_largest_is_that_of_onnx_runtime() {
    for (int keep : new int[] {0, 1}) {
      for (int axis : new int[] {1, 2, -1}) {
        assertSame(
            Onnx.opset(13)
                .input("x", -1, 3, 4, 5)
                .node("ArgMax", "x", "y", Onnx.number("axis", axis), Onnx.number("keepdims", keep))
                .output("y", DataType.INT64_VALUE),
            BATCH);
      }
    }
    assertRefused(
            Onnx.opset(13)
                .input("x", -1, 3)
                .node(
                    "ArgMax", "x", "y", Onnx.number("axis", 1), Onnx.number("select_last_index", 1))
                .output("y"))
        .hasMessageContaining("select_last_index");
  }

  private static Onnx byAttribute(String type, long[] axes, int keep) {
    List<AttributeProto> attributes =
        new ArrayList<>(List.of(Onnx.numbers("axes", axes), Onnx.number("keepdims", keep)));
    return Onnx.opset(11)
        .input("x", -1, 3, 4, 5)
        .node(type, "x", "y", attributes.toArray(AttributeProto[]::new))
        .output("y");
  }

  private static Onnx byInput(String type, long[] axes, int keep) {
    return Onnx.opset(18)
        .input("x", -1, 3, 4, 5)
        .longs("axes", axes)
        .node(type, "x,axes", "y", Onnx.number("keepdims", keep))
        .output("y");
  }
}
