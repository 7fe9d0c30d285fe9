package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Weighted.ConvTranspose2d;
import io.edgeflow.core.tensor.Shape;
import java.util.Arrays;

/** A transposed convolution of one sample: each pixel adds to a window of the output. */
record ReferenceConvTranspose(ConvTranspose2d op, Shape in, Shape weight, Shape out) {
  float[] apply(float[] x, float[] kernels, float[] bias) {
    int pixels = out.fixed(2) * out.fixed(3);
    float[] y = new float[out.fixed(1) * pixels];
    double[] sums = new double[pixels];
    for (int o = 0; o < out.fixed(1); o++) {
      Arrays.fill(sums, bias[o]);
      int firstInput = o / (out.fixed(1) / op.groups()) * weight.fixed(1);
      for (int i = 0; i < weight.fixed(1); i++) {
        addPlane(x, firstInput + i, kernels, o * weight.fixed(1) + i, sums);
      }
      for (int i = 0; i < pixels; i++) {
        y[o * pixels + i] = (float) sums[i];
      }
    }
    return y;
  }

  private void addPlane(float[] x, int plane, float[] kernels, int kernel, double[] sums) {
    for (int iy = 0; iy < in.fixed(2); iy++) {
      for (int ix = 0; ix < in.fixed(3); ix++) {
        double value = x[(plane * in.fixed(2) + iy) * in.fixed(3) + ix];
        addWindow(value, iy, ix, kernels, kernel, sums);
      }
    }
  }

  private void addWindow(double value, int iy, int ix, float[] kernels, int kernel, double[] sums) {
    for (int ky = 0; ky < weight.fixed(2); ky++) {
      int oy = iy * op.stride().height() + ky * op.dilation().height() - op.pads().top();
      for (int kx = 0; kx < weight.fixed(3); kx++) {
        int ox = ix * op.stride().width() + kx * op.dilation().width() - op.pads().left();
        if (oy >= 0 && oy < out.fixed(2) && ox >= 0 && ox < out.fixed(3)) {
          sums[oy * out.fixed(3) + ox] +=
              value * kernels[(kernel * weight.fixed(2) + ky) * weight.fixed(3) + kx];
        }
      }
    }
  }
}
