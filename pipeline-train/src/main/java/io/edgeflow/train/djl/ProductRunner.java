package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import io.edgeflow.core.graph.op.Product;

/** Executes the operators that multiply two tensors. */
interface ProductRunner extends Product.Visitor<NDArray>, RunnerScope {
  @Override
  default NDArray matMul(Product.MatMul op) {
    NDArray second = data().get(1);
    int last = second.getShape().dimension() - 1;
    return x().matMul(op.transposeSecond() ? second.swapAxes(last - 1, last) : second);
  }
}
