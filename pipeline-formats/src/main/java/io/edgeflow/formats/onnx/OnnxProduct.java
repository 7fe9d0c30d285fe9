package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Product;

/** The operators that multiply two tensors. */
interface OnnxProduct extends Product.Visitor<OnnxCall> {
  @Override
  default OnnxCall matMul(Product.MatMul op) {
    return new OnnxCall("MatMul");
  }
}
