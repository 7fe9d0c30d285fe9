package io.edgeflow.formats.tflite;

import io.edgeflow.core.graph.op.Product;
import org.tensorflow.lite.schema.BuiltinOperator;

/** The operators that multiply two tensors. */
interface TfliteProduct extends TfliteScope, Product.Visitor<TfliteCall> {
  @Override
  default TfliteCall matMul(Product.MatMul op) {
    return plain(BuiltinOperator.BATCH_MATMUL, TfliteOptions.matMul(op.transposeSecond()));
  }
}
