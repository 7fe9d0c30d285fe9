package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.ChannelAffine;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Standardization;

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
    return standardized(op.standardization(call().shapes()).orElseThrow());
  }

  @Override
  default float[] instanceNorm(Normalization.InstanceNorm op) {
    return standardized(op.standardization(call().shapes()).orElseThrow());
  }

  private float[] standardized(Standardization how) {
    float[] x = call().x();
    float[] y = new float[x.length];
    int[] sizes = call().in().resolve(1, 1);
    int each = 1;
    for (int axis = sizes.length - how.lastAxes(); axis < sizes.length; axis++) {
      each *= sizes[axis];
    }
    for (int from = 0; from < x.length; from += each) {
      double mean = ReferenceMoments.mean(x, from, each);
      double scale = 1 / Math.sqrt(ReferenceMoments.variance(x, from, each, mean) + how.epsilon());
      for (int i = from; i < from + each; i++) {
        y[i] = (float) affine((x[i] - mean) * scale, i, how);
      }
    }
    return y;
  }

  private double affine(double normal, int place, Standardization how) {
    float[] gamma = call().constants().get(ConstantRole.GAMMA);
    float[] beta = call().constants().get(ConstantRole.BETA);
    if (gamma == null || beta == null) {
      return normal;
    }
    int[] sizes = call().in().resolve(1, 1);
    int at = 0;
    int stride = 1;
    for (int axis = sizes.length - 1, rest = place; axis > 0; axis--) {
      int size = how.affine().get(axis - 1);
      at += size == 1 ? 0 : rest % sizes[axis] * stride;
      rest /= sizes[axis];
      stride *= size;
    }
    return normal * gamma[at] + beta[at];
  }
}
