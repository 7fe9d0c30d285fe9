package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.tensor.Shape;

/**
 * A convolution of one sample. For each weight a whole row of outputs advances at once, which the
 * compiler turns into vector instructions.
 */
final class ReferenceConv {
  private final Weighted.Conv2d op;
  private final int inHeight;
  private final int inWidth;
  private final int outChannels;
  private final int outHeight;
  private final int outWidth;
  private final int inPerGroup;
  private final int kernelHeight;
  private final int kernelWidth;

  ReferenceConv(Weighted.Conv2d op, Shape input, Shape weight, Shape output) {
    this.op = op;
    this.inHeight = input.fixed(2);
    this.inWidth = input.fixed(3);
    this.outChannels = output.fixed(1);
    this.outHeight = output.fixed(2);
    this.outWidth = output.fixed(3);
    this.inPerGroup = weight.fixed(1);
    this.kernelHeight = weight.fixed(2);
    this.kernelWidth = weight.fixed(3);
  }

  float[] apply(float[] x, float[] weight, float[] bias) {
    double[] input = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      input[i] = x[i];
    }
    float[] y = new float[outChannels * outHeight * outWidth];
    double[] sums = new double[outHeight * outWidth];
    for (int o = 0; o < outChannels; o++) {
      java.util.Arrays.fill(sums, bias[o]);
      int firstInput = o / (outChannels / op.groups()) * inPerGroup;
      for (int i = 0; i < inPerGroup; i++) {
        int kernel = (o * inPerGroup + i) * kernelHeight * kernelWidth;
        addPlane(input, (firstInput + i) * inHeight * inWidth, weight, kernel, sums);
      }
      for (int i = 0; i < sums.length; i++) {
        y[o * sums.length + i] = (float) sums[i];
      }
    }
    return y;
  }

  private void addPlane(double[] input, int plane, float[] weight, int kernel, double[] sums) {
    for (int ky = 0; ky < kernelHeight; ky++) {
      int shiftY = ky * op.dilation().height() - op.pads().top();
      for (int kx = 0; kx < kernelWidth; kx++) {
        double w = weight[kernel + ky * kernelWidth + kx];
        if (w != 0) {
          addShifted(input, plane, shiftY, kx * op.dilation().width() - op.pads().left(), w, sums);
        }
      }
    }
  }

  private void addShifted(
      double[] input, int plane, int shiftY, int shiftX, double w, double[] sums) {
    int strideX = op.stride().width();
    int from = Math.max(0, ceilDiv(-shiftX, strideX));
    int to = Math.min(outWidth, ceilDiv(inWidth - shiftX, strideX));
    for (int oy = 0; oy < outHeight; oy++) {
      int iy = oy * op.stride().height() + shiftY;
      if (iy >= 0 && iy < inHeight) {
        int row = plane + iy * inWidth + shiftX;
        addRow(input, row + from * strideX, strideX, w, sums, oy * outWidth + from, to - from);
      }
    }
  }

  private static void addRow(
      double[] input, int start, int stride, double w, double[] sums, int target, int count) {
    if (stride == 1) {
      for (int i = 0; i < count; i++) {
        sums[target + i] += w * input[start + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        sums[target + i] += w * input[start + i * stride];
      }
    }
  }

  private static int ceilDiv(int a, int b) {
    return -Math.floorDiv(-a, b);
  }
}
