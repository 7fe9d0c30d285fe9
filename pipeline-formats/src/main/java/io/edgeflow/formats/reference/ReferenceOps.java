package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling;

/** One operator on one sample; values lie in logical order. */
final class ReferenceOps
    implements Op.Visitor<float[]>,
        ReferenceElementwise,
        ReferenceWeighted,
        ReferenceNormalization,
        ReferenceArrangement,
        ReferenceSelection,
        ReferenceProduct {
  private final ReferenceCall call;
  private final float[] x;

  ReferenceOps(ReferenceCall call) {
    this.call = call;
    this.x = call.x();
  }

  @Override
  public ReferenceCall call() {
    return call;
  }

  @Override
  public float[] maxPool2d(Pooling.MaxPool2d op) {
    return ReferencePool.largest(x, call.in(), call.output(), op.kernel(), op.stride());
  }

  @Override
  public float[] avgPool2d(Pooling.AvgPool2d op) {
    return ReferencePool.mean(x, call.in(), call.output(), op.kernel(), op.stride());
  }

  @Override
  public float[] globalAvgPool(Pooling.GlobalAvgPool op) {
    return ReferencePool.meanOfChannels(x, call.output().fixed(1));
  }

  @Override
  public float[] softmax(Normalization.Softmax op) {
    int rank = call.in().rank();
    return ReferenceSoftmax.along(op.alongAxis().orElse(rank - 1), x, call.in().resolve(1, 1));
  }
}
