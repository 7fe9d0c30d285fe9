package io.edgeflow.formats.onnx;

import io.edgeflow.core.graph.op.Pooling;
import io.edgeflow.formats.lower.KernelTraits;

/** The kernels that summarize windows. */
interface OnnxPoolingKernels extends Pooling.Visitor<KernelTraits> {
  /** The output has the input's scale, but with an activation. */
  KernelTraits keeps();

  /** The output has the scale of its own range. */
  KernelTraits ownRange();

  @Override
  default KernelTraits maxPool2d(Pooling.MaxPool2d op) {
    return keeps();
  }

  @Override
  default KernelTraits avgPool2d(Pooling.AvgPool2d op) {
    return keeps();
  }

  @Override
  default KernelTraits globalAvgPool(Pooling.GlobalAvgPool op) {
    return ownRange();
  }
}
