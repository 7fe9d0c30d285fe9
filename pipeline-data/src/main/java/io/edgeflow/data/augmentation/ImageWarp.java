package io.edgeflow.data.augmentation;

import io.edgeflow.core.sample.ImageShape;

/**
 * Rotation and zoom about an image's centre by bilinear interpolation; beyond the edge the nearest
 * pixel counts. Equal to {@code scipy.ndimage.rotate(order=1, mode="nearest", reshape=False)}.
 */
final class ImageWarp {
  private ImageWarp() {}

  static void rotate(float[] from, float[] to, ImageShape shape, double degrees) {
    double angle = StrictMath.toRadians(degrees);
    warp(from, to, shape, StrictMath.cos(angle), StrictMath.sin(angle));
  }

  static void zoom(float[] from, float[] to, ImageShape shape, double ratio) {
    warp(from, to, shape, 1 / ratio, 0);
  }

  private static void warp(float[] from, float[] to, ImageShape shape, double cos, double sin) {
    double centreY = (shape.height() - 1) / 2.0;
    double centreX = (shape.width() - 1) / 2.0;
    int at = 0;
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++, at += shape.channels()) {
        double y = centreY + cos * (row - centreY) + sin * (column - centreX);
        double x = centreX - sin * (row - centreY) + cos * (column - centreX);
        y = Math.min(Math.max(y, 0), shape.height() - 1.0);
        x = Math.min(Math.max(x, 0), shape.width() - 1.0);
        sample(from, shape, y, x, to, at);
      }
    }
  }

  private static void sample(
      float[] from, ImageShape shape, double y, double x, float[] to, int target) {
    int channels = shape.channels();
    int top = (int) y;
    int left = (int) x;
    int down = top + 1 < shape.height() ? shape.width() * channels : 0;
    int right = left + 1 < shape.width() ? channels : 0;
    float weightY = (float) (y - top);
    float weightX = (float) (x - left);
    int at = (top * shape.width() + left) * channels;
    for (int c = 0; c < channels; c++, at++) {
      float upper = from[at] + (from[at + right] - from[at]) * weightX;
      float lower = from[at + down] + (from[at + down + right] - from[at + down]) * weightX;
      to[target + c] = upper + (lower - upper) * weightY;
    }
  }
}
