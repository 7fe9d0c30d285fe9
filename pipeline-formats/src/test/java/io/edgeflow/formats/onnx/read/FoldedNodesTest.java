package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.formats.read.ImportedModel;
import org.junit.jupiter.api.Test;

class FoldedNodesTest extends NodeContract {
  private static final int[] BATCH = {2, 3, 4};

  @Test
  void arithmetic_on_constants_is_that_of_onnx_runtime() {
    Onnx onnx = Onnx.opset(18).input("x", -1, 3, 4).drawn("a", 1, 3, 1).drawn("b", 2, 4);
    onnx.node("Add", "a,b", "sum")
        .node("Mul", "sum,b", "product")
        .node("Sub", "product,a", "difference")
        .node("Div", "difference,b", "quotient")
        .node("Exp", "quotient", "exp")
        .node("Sqrt", "exp", "root")
        .node("Max", "root,a", "max")
        .node("Min", "max,b,root", "min")
        .node("ReduceMean", "min", "mean", Onnx.number("keepdims", 0))
        .node("Greater", "min,mean", "mask")
        .node("Where", "mask,min,mean", "chosen")
        .node("Cast", "chosen", "cast", Onnx.number("to", DataType.DOUBLE_VALUE))
        .node("Cast", "cast", "back", Onnx.number("to", DataType.FLOAT_VALUE))
        .node("Mul", "x,back", "y")
        .output("y");

    ImportedModel model = assertSame(onnx, BATCH);

    assertThat(model.graph().nodes()).hasSize(1);
  }

  /** As tf2onnx writes the first step of a Keras LSTM: a state of zeros for the whole batch. */
  @Test
  void products_of_constants_are_those_of_onnx_runtime() {
    Onnx onnx =
        Onnx.opset(18)
            .input("x", -1, 4)
            .drawn("a", 1, 3, 5)
            .drawn("b", 2, 5, 4)
            .drawn("state", 3, 1, 5)
            .longs("zero", 0)
            .longs("one", 1)
            .longs("five", 5);
    onnx.node("MatMul", "a,b", "ab")
        .node("ReduceSum", "ab,zero", "sum", Onnx.number("keepdims", 1))
        .node("Shape", "x", "shape")
        .node("Slice", "shape,zero,one", "batch")
        .node("Concat", "batch,five", "sizes", Onnx.number("axis", 0))
        .node("Expand", "state,sizes", "states")
        .node("MatMul", "states,b", "gates")
        .node("Add", "gates,sum", "shift")
        .node("Add", "x,shift", "y")
        .output("y");

    ImportedModel model = assertSame(onnx, new int[] {2, 4});

    assertThat(model.graph().nodes()).hasSize(1);
  }

  @Test
  void arrangements_of_constants_are_those_of_onnx_runtime() {
    Onnx onnx =
        Onnx.opset(18)
            .input("x", -1, 3, 4)
            .drawn("a", 1, 4, 3, 2)
            .longs("shape", 2, -1, 3)
            .longs("two", 1, 2, 1)
            .longs("zero", 0)
            .longs("one", 1)
            .longs("three", 3);
    onnx.node("Transpose", "a", "t")
        .node("Reshape", "t,shape", "r")
        .node("Tile", "r,two", "tiled")
        .node("Slice", "tiled,zero,one,zero", "s")
        .node("Squeeze", "s,zero", "q")
        .node("Split", "q", java.util.List.of("p", "o"), Onnx.number("num_outputs", 2))
        .node("Concat", "p,o", "c", Onnx.number("axis", 1))
        .node("Gather", "c,zero", "g", Onnx.number("axis", 0))
        .node("Flatten", "g", "f", Onnx.number("axis", 0))
        .node("Slice", "f,zero,three,one", "row")
        .node("Transpose", "row", "column")
        .node("Mul", "x,column", "y")
        .output("y");

    ImportedModel model = assertSame(onnx, BATCH);

    assertThat(model.graph().nodes()).hasSize(1);
  }

  @Test
  void constants_are_made_in_every_form() {
    Onnx onnx =
        Onnx.opset(18)
            .input("x", -1, 3, 4)
            .longs("sizes", 3, 4)
            .constant(Onnx.tensor("start", DataType.INT64_VALUE).addInt64Data(1).build())
            .constant(Onnx.tensor("limit", DataType.INT64_VALUE).addInt64Data(9).build())
            .constant(Onnx.tensor("step", DataType.INT64_VALUE).addInt64Data(2).build());
    onnx.node("Constant", "", "f", Onnx.real("value_float", 0.5))
        .node("Constant", "", "i", Onnx.number("value_int", 3))
        .node("Constant", "", "is", Onnx.numbers("value_ints", 1, 2, 3, 4))
        .node(
            "Constant",
            "",
            "fs",
            Onnx.attribute("value_floats", AttributeType.FLOATS).addFloats(1).build())
        .node(
            "ConstantOfShape",
            "sizes",
            "filled",
            Onnx.attribute("value", AttributeType.TENSOR)
                .setT(Onnx.tensor("", DataType.FLOAT_VALUE, 1).addFloatData(7))
                .build())
        .node("Range", "start,limit,step", "range")
        .node("Add", "range,is", "whole")
        .node("Mul", "whole,i", "tripled")
        .node("Cast", "tripled", "floats", Onnx.number("to", 1))
        .node("Add", "floats,filled", "sum")
        .node("Mul", "sum,f", "half")
        .node("Add", "half,fs", "all")
        .node("Mul", "x,all", "y")
        .output("y");

    assertSame(onnx, BATCH);
  }

  @Test
  void sizes_of_what_is_computed_are_known() {
    Onnx onnx =
        Onnx.opset(18)
            .input("x", -1, 3, 4)
            .node("Shape", "x", "tail", Onnx.number("start", 1))
            .node("Cast", "tail", "floats", Onnx.number("to", 1))
            .longs("shape", 2, 1)
            .node("ReduceProd", "floats", "p", Onnx.number("keepdims", 0))
            .node("Div", "x,p", "y")
            .output("y");

    assertSame(onnx, BATCH);
  }

  @Test
  void a_constant_that_grows_beyond_all_bounds_is_refused() {
    assertRefused(
            Onnx.opset(18)
                .input("x", 1, 3)
                .longs("huge", 1 << 20, 1 << 20)
                .node("ConstantOfShape", "huge", "c")
                .node("Exp", "c", "e")
                .node("NonZero", "e", "n")
                .node("Cast", "n", "f", Onnx.number("to", 1))
                .node("ReduceMax", "f", "m")
                .node("Add", "x,m", "y")
                .output("y"))
        .hasMessageContaining("too large")
        .hasMessageContaining("(NonZero)");
  }

  @Test
  void an_operator_that_is_not_computed_of_constants_is_named() {
    assertRefused(
            Onnx.opset(18)
                .input("x", 1, 3)
                .floats("c", new long[] {1, 3}, 1, 2, 3)
                .node("Softmax", "c", "s")
                .node("Add", "x,s", "y")
                .output("y"))
        .hasMessageContaining("Softmax of constants")
        .hasMessageContaining("node s_node (Softmax)");
  }

  @Test
  void an_output_that_depends_on_no_input_is_refused() {
    assertRefused(
            Onnx.opset(18)
                .input("x", 1, 3)
                .floats("c", new long[] {1, 3}, 1, 2, 3)
                .node("Neg", "c", "y")
                .output("y"))
        .hasMessageContaining("depends on no input");
  }
}
