package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Window;
import io.edgeflow.core.tensor.Shape;

/** Pooling of one sample {@code [channels, height, width]}. */
final class ReferencePool {
  private final float[] x;
  private final Window window;
  private final Shape out;

  ReferencePool(float[] x, Window window, Shape out) {
    this.x = x;
    this.window = window;
    this.out = out;
  }

  /** From the values of one window to one. */
  private interface Summary {
    double with(double summary, float value);
  }

  float[] largest() {
    return windows(Double.NEGATIVE_INFINITY, Math::max);
  }

  /** Means over whole windows, with zeros around the image. */
  float[] mean() {
    int places = window.reach().height() * window.reach().width();
    return windows(0, (sum, value) -> sum + (double) value / places);
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

  private float[] windows(double start, Summary summary) {
    float[] y = new float[out.elementsPerSample()];
    int target = 0;
    for (int c = 0; c < out.fixed(1); c++) {
      for (int oy = 0; oy < out.fixed(2); oy++) {
        for (int ox = 0; ox < out.fixed(3); ox++) {
          y[target++] = (float) window(c, oy, ox, start, summary);
        }
      }
    }
    return y;
  }

  private double window(int c, int oy, int ox, double start, Summary summary) {
    int height = window.input().height();
    int width = window.input().width();
    int top = oy * window.stride().height() - window.pads().top();
    int left = ox * window.stride().width() - window.pads().left();
    double found = start;
    for (int y = Math.max(0, top); y < Math.min(height, top + window.reach().height()); y++) {
      for (int x0 = Math.max(0, left); x0 < Math.min(width, left + window.reach().width()); x0++) {
        found = summary.with(found, x[(c * height + y) * width + x0]);
      }
    }
    return found;
  }
}
