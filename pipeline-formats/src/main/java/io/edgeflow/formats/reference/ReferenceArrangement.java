package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.UnitAxis;

/** The operators that move values. */
interface ReferenceArrangement extends Arrangement.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] flatten(Arrangement.Flatten op) {
    return call().x();
  }

  @Override
  default float[] reshape(Arrangement.Reshape op) {
    return call().x();
  }

  @Override
  default float[] transpose(Arrangement.Transpose op) {
    return ReferenceArrange.transpose(call().x(), call().in().resolve(1, 1), op.permutation());
  }

  @Override
  default float[] pad(Arrangement.Pad op) {
    return ReferenceArrange.pad(
        call().x(),
        call().in().resolve(1, 1),
        call().output().resolve(1, 1),
        op.before(),
        op.constant());
  }

  @Override
  default float[] concat(Arrangement.Concat op) {
    return ReferenceArrange.concat(
        call().inputs(),
        call().shapes().data().stream().map(shape -> shape.resolve(1, 1)).toList(),
        op.axis(),
        call().output().elementsPerSample());
  }

  @Override
  default float[] squeeze(UnitAxis.Squeeze op) {
    return call().x();
  }

  @Override
  default float[] unsqueeze(UnitAxis.Unsqueeze op) {
    return call().x();
  }
}
