package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Pooling;

/** The operators that summarize windows. */
interface ReferencePooling extends Pooling.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] maxPool2d(Pooling.MaxPool2d op) {
    return ReferencePool.largest(
        call().x(), call().in(), call().output(), op.kernel(), op.stride());
  }

  @Override
  default float[] avgPool2d(Pooling.AvgPool2d op) {
    return ReferencePool.mean(call().x(), call().in(), call().output(), op.kernel(), op.stride());
  }

  @Override
  default float[] globalAvgPool(Pooling.GlobalAvgPool op) {
    return ReferencePool.meanOfChannels(call().x(), call().output().fixed(1));
  }
}
