package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;

/** One operator on one sample; values lie in logical order. */
final class ReferenceOps
    implements Op.Visitor<float[]>,
        ReferenceElementwise,
        ReferenceWeighted,
        ReferenceNormalization,
        ReferenceRecurrent,
        ReferenceArrangement,
        ReferenceSelection,
        ReferenceProduct,
        ReferenceReduction,
        ReferencePooling,
        ReferenceResampling {
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
  public float[] softmax(Normalization.Softmax op) {
    int rank = call.in().rank();
    return ReferenceSoftmax.along(op.alongAxis().orElse(rank - 1), x, call.in().resolve(1, 1));
  }
}
