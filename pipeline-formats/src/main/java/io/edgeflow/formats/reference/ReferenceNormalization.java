package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.ChannelAffine;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Normalization;

/** The operators that bring values to a common scale. */
interface ReferenceNormalization extends Normalization.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] batchNorm(Normalization.BatchNorm op) {
    ChannelAffine affine = op.channelAffine(call().constants()).orElseThrow();
    float[] x = call().x();
    float[] y = new float[x.length];
    int each = x.length / affine.channels();
    for (int i = 0; i < y.length; i++) {
      int c = i / each;
      y[i] = (float) (affine.factor()[c] * x[i] + affine.shift()[c]);
    }
    return y;
  }

  @Override
  default float[] layerNorm(Normalization.LayerNorm op) {
    float[] x = call().x();
    float[] y = new float[x.length];
    int each = 1;
    for (int axis = call().in().rank() - op.lastAxes(); axis < call().in().rank(); axis++) {
      each *= call().in().fixed(axis);
    }
    float[] gamma = call().constants().get(ConstantRole.GAMMA);
    float[] beta = call().constants().get(ConstantRole.BETA);
    for (int from = 0; from < x.length; from += each) {
      double mean = ReferenceMoments.mean(x, from, each);
      double scale = 1 / Math.sqrt(ReferenceMoments.variance(x, from, each, mean) + op.epsilon());
      for (int i = 0; i < each; i++) {
        double normal = (x[from + i] - mean) * scale;
        y[from + i] =
            (float) (gamma == null || beta == null ? normal : normal * gamma[i] + beta[i]);
      }
    }
    return y;
  }
}
