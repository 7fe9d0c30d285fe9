package io.edgeflow.core.preprocess;

import io.edgeflow.core.sample.ImageShape;

/** Bilinear interpolation with half-pixel centres. */
final class Bilinear {
  private Bilinear() {}

  static float[] resize(float[] source, ImageShape from, ImageShape to) {
    float[] target = new float[to.size()];
    int channels = from.channels();
    int i = 0;
    for (int y = 0; y < to.height(); y++) {
      float sourceY = position(y, from.height(), to.height());
      int top = (int) sourceY;
      int bottom = Math.min(top + 1, from.height() - 1);
      float weightY = sourceY - top;
      for (int x = 0; x < to.width(); x++) {
        float sourceX = position(x, from.width(), to.width());
        int left = (int) sourceX;
        int right = Math.min(left + 1, from.width() - 1);
        float weightX = sourceX - left;
        for (int c = 0; c < channels; c++) {
          float upper =
              mix(
                  source[(top * from.width() + left) * channels + c],
                  source[(top * from.width() + right) * channels + c],
                  weightX);
          float lower =
              mix(
                  source[(bottom * from.width() + left) * channels + c],
                  source[(bottom * from.width() + right) * channels + c],
                  weightX);
          target[i++] = mix(upper, lower, weightY);
        }
      }
    }
    return target;
  }

  /** At least 0 and below {@code from - 0.5}. */
  private static float position(int index, int from, int to) {
    return Math.max(0, (index + 0.5f) * from / to - 0.5f);
  }

  private static float mix(float a, float b, float weight) {
    return a * (1 - weight) + b * weight;
  }
}
