package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The operators with a weight. */
interface ReferenceWeighted extends Weighted.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] conv1d(Weighted.Conv1d op) {
    return convolution(
        op.asConv2d(),
        image(call().in()),
        image(call().shapes().constant(ConstantRole.WEIGHT)),
        image(call().output()));
  }

  @Override
  default float[] conv2d(Weighted.Conv2d op) {
    return convolution(
        op, call().in(), call().shapes().constant(ConstantRole.WEIGHT), call().output());
  }

  private float[] convolution(Weighted.Conv2d op, Shape in, Shape weight, Shape out) {
    return new ReferenceConv(op, in, weight, out)
        .apply(call().x(), call().constant(ConstantRole.WEIGHT), call().bias(out.fixed(1)));
  }

  /** {@code [batch, channels, time]} as an image of height 1. */
  private static Shape image(Shape series) {
    List<Dimension> sizes = new ArrayList<>(series.dimensions());
    sizes.add(2, new Dimension.Fixed(1));
    return new Shape(sizes);
  }

  @Override
  default float[] convTranspose2d(Weighted.ConvTranspose2d op) {
    Shape weight = call().shapes().constant(ConstantRole.WEIGHT);
    return new ReferenceConvTranspose(op, call().in(), weight, call().output())
        .apply(call().x(), call().constant(ConstantRole.WEIGHT), call().bias(weight.fixed(0)));
  }

  @Override
  default float[] linear(Weighted.Linear op) {
    float[] x = call().x();
    float[] weight = call().constant(ConstantRole.WEIGHT);
    int features = call().in().fixed(call().in().rank() - 1);
    float[] bias = call().bias(weight.length / features);
    float[] y = new float[x.length / features * bias.length];
    for (int i = 0; i < y.length; i++) {
      int o = i % bias.length;
      int row = i / bias.length * features;
      double sum = bias[o];
      for (int k = 0; k < features; k++) {
        sum += (double) weight[o * features + k] * x[row + k];
      }
      y[i] = (float) sum;
    }
    return y;
  }
}
