package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.graph.op.Selection;
import java.util.List;

/** The operators that give some of the values that they read. */
interface OnnxSelection extends Selection.Visitor<OnnxCall> {
  @Override
  default OnnxCall slice(Selection.Slice op) {
    return new OnnxCall("Slice")
        .parameter("starts", List.of(op.begin()))
        .parameter("ends", List.of(op.end()))
        .parameter("axes", List.of(op.axis()))
        .parameter("steps", List.of(op.step()));
  }

  /** The numbers of rows are integers there. */
  @Override
  default OnnxCall embedding(Selection.Embedding op) {
    return new OnnxCall("Gather")
        .behind(new OnnxCall("Cast").number("to", DataType.INT64_VALUE))
        .constantFirst();
  }
}
