package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.graph.op.Reduction;

/** The operators that make one number of several. */
interface OnnxReduction extends Reduction.Visitor<OnnxCall> {
  @Override
  default OnnxCall reduceMean(Reduction.ReduceMean op) {
    return reduce("ReduceMean", op);
  }

  @Override
  default OnnxCall reduceMax(Reduction.ReduceMax op) {
    return reduce("ReduceMax", op);
  }

  /** The axes are an input since opset 13, of this reduction alone. */
  @Override
  default OnnxCall reduceSum(Reduction.ReduceSum op) {
    return new OnnxCall("ReduceSum").number("keepdims", flag(op)).parameter("axes", op.over());
  }

  @Override
  default OnnxCall argMax(Reduction.ArgMax op) {
    return new OnnxCall("ArgMax")
        .number("axis", op.axis())
        .number("keepdims", flag(op))
        .then(new OnnxCall("Cast").number("to", DataType.FLOAT_VALUE));
  }

  private static OnnxCall reduce(String type, Reduction op) {
    int[] axes = op.over().stream().mapToInt(Integer::intValue).toArray();
    return new OnnxCall(type).numbers("axes", axes).number("keepdims", flag(op));
  }

  private static int flag(Reduction op) {
    return op.keep() ? 1 : 0;
  }
}
