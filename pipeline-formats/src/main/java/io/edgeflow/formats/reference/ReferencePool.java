package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.tensor.Shape;

/** Pooling of one sample {@code [channels, height, width]}. */
final class ReferencePool {
  private ReferencePool() {}

  /** From the values of one window to one. */
  private interface Window {
    double of(int corner);
  }

  static float[] largest(float[] x, Shape in, Shape out, Size kernel, Size stride) {
    int width = in.fixed(3);
    return windows(
        in,
        out,
        stride,
        corner -> {
          double largest = Double.NEGATIVE_INFINITY;
          for (int ky = 0; ky < kernel.height(); ky++) {
            for (int kx = 0; kx < kernel.width(); kx++) {
              largest = Math.max(largest, x[corner + ky * width + kx]);
            }
          }
          return largest;
        });
  }

  static float[] mean(float[] x, Shape in, Shape out, Size kernel, Size stride) {
    int width = in.fixed(3);
    return windows(
        in,
        out,
        stride,
        corner -> {
          double sum = 0;
          for (int ky = 0; ky < kernel.height(); ky++) {
            for (int kx = 0; kx < kernel.width(); kx++) {
              sum += x[corner + ky * width + kx];
            }
          }
          return sum / (kernel.height() * kernel.width());
        });
  }

  static float[] meanOfChannels(float[] x, int channels) {
    float[] y = new float[channels];
    int each = x.length / channels;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = c * each; i < (c + 1) * each; i++) {
        sum += x[i];
      }
      y[c] = (float) (sum / each);
    }
    return y;
  }

  private static float[] windows(Shape in, Shape out, Size stride, Window window) {
    float[] y = new float[out.elementsPerSample()];
    int target = 0;
    for (int c = 0; c < out.fixed(1); c++) {
      for (int oy = 0; oy < out.fixed(2); oy++) {
        for (int ox = 0; ox < out.fixed(3); ox++) {
          int row = c * in.fixed(2) + oy * stride.height();
          y[target++] = (float) window.of(row * in.fixed(3) + ox * stride.width());
        }
      }
    }
    return y;
  }
}
