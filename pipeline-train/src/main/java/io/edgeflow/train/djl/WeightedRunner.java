package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.graph.op.Weighted.Conv2d;

/** The operators with a weight. */
interface WeightedRunner extends Weighted.Visitor<NDArray>, RunnerScope {
  /** On images of height 1. */
  @Override
  default NDArray conv1d(Weighted.Conv1d op) {
    NDArray weight = borrowed(constant(ConstantRole.WEIGHT).expandDims(2));
    return new Convolution(op.asConv2d(), weight, optional(ConstantRole.BIAS))
        .of(x().expandDims(2))
        .squeeze(2);
  }

  /** The weight lies channels-last. */
  @Override
  default NDArray conv2d(Weighted.Conv2d op) {
    NDArray weight = borrowed(constant(ConstantRole.WEIGHT).transpose(0, 3, 1, 2));
    return new Convolution(op, weight, optional(ConstantRole.BIAS)).of(x());
  }

  /** The engine's bridge has none: a convolution with the kernel turned, of pixels set apart. */
  @Override
  default NDArray convTranspose2d(Weighted.ConvTranspose2d op) {
    NDArray weight = borrowed(constant(ConstantRole.WEIGHT).transpose(0, 3, 1, 2));
    Conv2d conv = new Conv2d(Size.square(1), Pads.NONE, op.dilation(), op.groups());
    NDArray apart = SetApart.of(x(), op, weight.getShape());
    return new Convolution(conv, weight.flip(2, 3), optional(ConstantRole.BIAS)).of(apart);
  }

  @Override
  default NDArray linear(Weighted.Linear op) {
    return Linear.linear(x(), constant(ConstantRole.WEIGHT), optional(ConstantRole.BIAS))
        .singletonOrThrow();
  }

  /**
   * A view of a constant. It belongs to its array's manager, which outlives this batch; the batch's
   * own frees it.
   */
  private NDArray borrowed(NDArray view) {
    view.attach(x().getManager());
    return view;
  }
}
