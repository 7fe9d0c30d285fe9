package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.core.graph.op.Size;

/** The operators that summarize windows. */
interface PoolingRunner extends Pooling.Visitor<NDArray>, RunnerScope {
  /** No zeros around. */
  Shape NO_PADDING = new Shape(0, 0);

  @Override
  default NDArray maxPool2d(Pooling.MaxPool2d op) {
    return Pool.maxPool2d(x(), shape(op.kernel()), shape(op.stride()), NO_PADDING, false);
  }

  @Override
  default NDArray avgPool2d(Pooling.AvgPool2d op) {
    return Pool.avgPool2d(x(), shape(op.kernel()), shape(op.stride()), NO_PADDING, false, true);
  }

  @Override
  default NDArray globalAvgPool(Pooling.GlobalAvgPool op) {
    // The engine's mean takes one axis only.
    Shape image = new Shape(x().getShape().get(2), x().getShape().get(3));
    return Pool.avgPool2d(x(), image, image, NO_PADDING, false, true);
  }

  private static Shape shape(Size size) {
    return new Shape(size.height(), size.width());
  }
}
