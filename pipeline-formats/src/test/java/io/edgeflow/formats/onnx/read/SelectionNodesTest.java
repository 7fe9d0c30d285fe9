package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionNodesTest extends NodeContract {
  private static final int[] BATCH = {2, 5, 6};

  @Test
  void slices_are_those_of_onnx_runtime() {
    assertSame(slice(new long[] {1}, new long[] {4}, new long[] {1}, new long[] {1}), BATCH);
    assertSame(slice(new long[] {-4}, new long[] {-1}, new long[] {2}, new long[] {2}), BATCH);
    assertSame(
        slice(
            new long[] {0, 1, 0},
            new long[] {Long.MAX_VALUE, Integer.MAX_VALUE, 3},
            new long[] {0, 1, -1},
            new long[] {1, 3, 1}),
        BATCH);
  }

  @Test
  void slices_backwards_of_the_batch_and_of_nothing_are_refused() {
    assertRefused(slice(new long[] {-1}, new long[] {-5}, new long[] {1}, new long[] {-1}))
        .hasMessageContaining("forwards only");
    assertRefused(slice(new long[] {0}, new long[] {1}, new long[] {0}, new long[] {1}))
        .hasMessageContaining("batch");
    assertRefused(slice(new long[] {3}, new long[] {3}, new long[] {1}, new long[] {1}))
        .hasMessageContaining("without elements");
  }

  @Test
  void parts_are_those_of_onnx_runtime() {
    assertSame(
        Onnx.opset(11)
            .input("x", -1, 5, 6)
            .node(
                "Split",
                "x",
                List.of("a", "b"),
                Onnx.number("axis", 1),
                Onnx.numbers("split", 2, 3))
            .output("a")
            .output("b"),
        BATCH);
    assertSame(
        Onnx.opset(18)
            .input("x", -1, 5, 6)
            .node(
                "Split",
                "x",
                List.of("a", "b", "c"),
                Onnx.number("axis", -1),
                Onnx.number("num_outputs", 3))
            .output("a")
            .output("c"),
        BATCH);
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 5, 6)
            .longs("s", 4, 1)
            .node("Split", "x,s", List.of("a", "b"), Onnx.number("axis", 1))
            .output("b")
            .output("a"),
        BATCH);
  }

  @Test
  void parts_that_are_not_the_whole_are_refused() {
    assertRefused(
            Onnx.opset(13)
                .input("x", -1, 5, 6)
                .longs("s", 4, 2)
                .node("Split", "x,s", List.of("a", "b"), Onnx.number("axis", 1))
                .output("a"))
        .hasMessageContaining("not the whole");
  }

  @Test
  void places_of_an_axis_are_gathered() {
    for (long[] places : new long[][] {{2}, {-1, 0}, {0, 2, 4, 1, 1}, {3, 4}}) {
      assertSame(
          Onnx.opset(13)
              .input("x", -1, 5, 6)
              .longs("i", places)
              .node("Gather", "x,i", "y", Onnx.number("axis", 1))
              .output("y"),
          BATCH);
    }
    assertSame(
        Onnx.opset(13)
            .input("x", -1, 5, 6)
            .constant(Onnx.tensor("i", DataType.INT64_VALUE).addInt64Data(-2).build())
            .node("Gather", "x,i", "y", Onnx.number("axis", 2))
            .output("y"),
        BATCH);
  }

  @Test
  void rows_of_a_table_are_an_embedding() {
    Tensor ids = longs(new int[] {2, 3}, 0, 6, 2, 5, 5, 1);
    assertSame(
        Onnx.opset(13)
            .typedInput("x", DataType.INT64_VALUE, -1, 3)
            .drawn("table", 1, 7, 4)
            .node("Gather", "table,x", "y")
            .output("y"),
        ids);
    assertSame(
        Onnx.opset(13)
            .typedInput("x", DataType.INT64_VALUE, -1, 3)
            .drawn("table", 1, 7)
            .node("Gather", "table,x", "y")
            .output("y"),
        ids);
  }

  @Test
  void places_out_of_the_axis_are_refused() {
    assertRefused(
            Onnx.opset(13)
                .input("x", -1, 5)
                .longs("i", 5)
                .node("Gather", "x,i", "y", Onnx.number("axis", 1))
                .output("y"))
        .hasMessageContaining("node y_node (Gather)");
  }

  private static Tensor longs(int[] dims, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return Tensor.wrap(ElementType.INT64, dims, bytes);
  }

  private static Onnx slice(long[] starts, long[] ends, long[] axes, long[] steps) {
    return Onnx.opset(13)
        .input("x", -1, 5, 6)
        .longs("starts", starts)
        .longs("ends", ends)
        .longs("axes", axes)
        .longs("steps", steps)
        .node("Slice", "x,starts,ends,axes,steps", "y")
        .output("y");
  }
}
