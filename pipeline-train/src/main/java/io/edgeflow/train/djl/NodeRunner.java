package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import io.edgeflow.core.graph.Op;
import java.util.List;

/**
 * Executes one node. Rank-4 arrays are logically {@code [batch, channels, height, width]} and lie
 * channels-last in memory, which PyTorch's fast kernels follow by themselves.
 */
final class NodeRunner implements Op.Visitor<NDArray> {
  /** PyTorch's batch normalization always takes axis 1; DJL wants it said this way. */
  private static final int ENGINE_AXIS = -1;

  private final List<NDArray> inputs;
  private final boolean training;
  private final boolean updatesStatistics;

  NodeRunner(List<NDArray> inputs, boolean training, boolean updatesStatistics) {
    this.inputs = inputs;
    this.training = training;
    this.updatesStatistics = updatesStatistics;
  }

  @Override
  public NDArray conv2d(Op.Conv2d op) {
    NDArray x = inputs.get(0);
    Op.Pads pads = op.pads();
    Shape padding = new Shape(pads.top(), pads.left());
    if (pads.top() != pads.bottom() || pads.left() != pads.right()) {
      x = x.pad(new Shape(pads.left(), pads.right(), pads.top(), pads.bottom()), 0);
      padding = new Shape(0, 0);
    }
    return ai.djl.nn.convolutional.Conv2d.conv2d(
            x,
            inputs.get(1).transpose(0, 3, 1, 2),
            inputs.get(2),
            shape(op.stride()),
            padding,
            shape(op.dilation()),
            op.groups())
        .singletonOrThrow();
  }

  @Override
  public NDArray linear(Op.Linear op) {
    return Linear.linear(inputs.get(0), inputs.get(1), inputs.get(2)).singletonOrThrow();
  }

  @Override
  public NDArray batchNorm(Op.BatchNorm op) {
    return ai.djl.nn.norm.BatchNorm.batchNorm(
            inputs.get(0),
            inputs.get(3),
            inputs.get(4),
            inputs.get(1),
            inputs.get(2),
            ENGINE_AXIS,
            1 - op.momentum(),
            op.epsilon(),
            updatesStatistics)
        .singletonOrThrow();
  }

  @Override
  public NDArray relu(Op.Relu op) {
    return Activation.relu(inputs.get(0));
  }

  @Override
  public NDArray maxPool2d(Op.MaxPool2d op) {
    return Pool.maxPool2d(
        inputs.get(0), shape(op.kernel()), shape(op.stride()), new Shape(0, 0), false);
  }

  @Override
  public NDArray flatten(Op.Flatten op) {
    NDArray x = inputs.get(0);
    NDArray inMemoryOrder = x.getShape().dimension() == 4 ? x.transpose(0, 2, 3, 1) : x;
    return inMemoryOrder.reshape(x.getShape().get(0), -1);
  }

  @Override
  public NDArray dropout(Op.Dropout op) {
    return training
        ? Dropout.dropout(inputs.get(0), op.rate(), true).singletonOrThrow()
        : inputs.get(0);
  }

  @Override
  public NDArray softmax(Op.Softmax op) {
    return inputs.get(0).softmax(-1);
  }

  private static Shape shape(Op.Size size) {
    return new Shape(size.height(), size.width());
  }
}
