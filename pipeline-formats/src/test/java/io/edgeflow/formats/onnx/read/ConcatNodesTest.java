package io.edgeflow.formats.onnx.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcatNodesTest extends NodeContract {
  @Test
  void tensors_are_put_one_behind_the_other_whatever_their_axes_order() {
    for (int axis : new int[] {1, 2, -1}) {
      assertSame(
          Onnx.opset(13)
              .input("x", -1, 3, 4)
              .node("Relu", "x", "r")
              .node("Concat", "x,r,x", "y", Onnx.number("axis", axis))
              .output("y"),
          new int[] {2, 3, 4});
    }
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 3, 4)
            .input("z", -1, 4, 2)
            .node("Transpose", "z", "t", Onnx.numbers("perm", 0, 2, 1))
            .node("Concat", "x,t", "y", Onnx.number("axis", 1))
            .output("y"),
        new int[] {2, 3, 4},
        new int[] {2, 4, 2});
  }

  @Test
  void axes_of_size_1_are_put_one_behind_the_other() {
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 4)
            .longs("axis", 1)
            .node("Unsqueeze", "x,axis", "u")
            .node("Concat", "u,u,u", "y", Onnx.number("axis", 1))
            .output("y"),
        new int[] {2, 4});
  }

  @ParameterizedTest
  @ValueSource(strings = {"c,x", "x,c", "c,x,c", "c,c,x,x,c"})
  void constants_between_are_kept(String inputs) {
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 3, 4)
            .samples("x", "n")
            .drawn("token", 1, 1, 2, 4)
            .longs("rest", 2, 4)
            .node("Concat", "n,rest", "wide", Onnx.number("axis", 0))
            .node("Expand", "token,wide", "c")
            .node("Concat", inputs, "y", Onnx.number("axis", 1))
            .output("y"),
        new int[] {2, 3, 4});
  }

  @Test
  void the_batch_does_not_grow() {
    assertRefused(
            Onnx.opset(13)
                .input("x", -1, 3)
                .node("Concat", "x,x", "y", Onnx.number("axis", 0))
                .output("y"))
        .hasMessageContaining("batch");
  }

  @Test
  void pads_are_those_of_onnx_runtime() {
    for (long[] pads :
        new long[][] {{0, 1, 0, 0, 0, 2}, {0, 0, 3, 0, 1, 0}, {0, -1, 0, 0, 0, -2}}) {
      assertSame(
          Onnx.opset(13)
              .input("x", -1, 3, 4)
              .longs("p", pads)
              .floats("v", new long[0], 0.5f)
              .node("Pad", "x,p,v", "y")
              .output("y"),
          new int[] {2, 3, 4});
    }
    assertSame(
        Onnx.opset(18)
            .input("x", -1, 3, 4)
            .longs("p", 1, 2)
            .longs("axes", -1)
            .node("Pad", "x,p,,axes", "y", Onnx.text("mode", "constant"))
            .output("y"),
        new int[] {2, 3, 4});
  }

  @Test
  void pads_by_what_is_there_are_refused() {
    assertRefused(
            Onnx.opset(13)
                .input("x", -1, 3, 4)
                .longs("p", 0, 1, 0, 0, 1, 0)
                .node("Pad", "x,p", "y", Onnx.text("mode", "reflect"))
                .output("y"))
        .hasMessageContaining("reflect")
        .hasMessageContaining("node y_node (Pad)");
  }
}
