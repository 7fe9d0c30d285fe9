package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Elementwise;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling;

/** One operator on one sample; values lie in logical order. */
final class ReferenceOps
    implements Op.Visitor<float[]>,
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
  public float[] relu(Elementwise.Relu op) {
    return clamp(Activation.RELU);
  }

  @Override
  public float[] relu6(Elementwise.Relu6 op) {
    return clamp(Activation.RELU6);
  }

  @Override
  public float[] sigmoid(Elementwise.Sigmoid op) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
    return y;
  }

  @Override
  public float[] dropout(Elementwise.Dropout op) {
    return x;
  }

  @Override
  public float[] rsqrt(Elementwise.Rsqrt op) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (1 / Math.sqrt(x[i]));
    }
    return y;
  }

  @Override
  public float[] add(Elementwise.Add op) {
    return ReferenceBinary.apply(
        x, call.in(), call.second(), call.secondShape(), call.output(), Double::sum);
  }

  @Override
  public float[] mul(Elementwise.Mul op) {
    return ReferenceBinary.apply(
        x, call.in(), call.second(), call.secondShape(), call.output(), (a, b) -> a * b);
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
    int each = call.output().fixed(call.output().rank() - 1);
    float[] y = new float[x.length];
    for (int from = 0; from < y.length; from += each) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + each; i++) {
        largest = Math.max(largest, x[i]);
      }
      double sum = 0;
      for (int i = from; i < from + each; i++) {
        sum += Math.exp(x[i] - largest);
      }
      for (int i = from; i < from + each; i++) {
        y[i] = (float) (Math.exp(x[i] - largest) / sum);
      }
    }
    return y;
  }

  private float[] clamp(Activation activation) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = activation.apply(x[i]);
    }
    return y;
  }
}
