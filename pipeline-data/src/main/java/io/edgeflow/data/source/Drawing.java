package io.edgeflow.data.source;

import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.data.augmentation.Gaussian;
import java.util.List;

/**
 * Images of one bright shape each, somewhere on dark ground, in bytes from 0 to 255.
 *
 * @param size height, width and channels
 * @param noise standard deviation of each value, of 255
 */
record Drawing(List<Integer> size, List<String> shapes, double noise) implements Samples {
  /** What may be drawn. */
  static final List<String> SHAPES = List.of("disc", "square", "bar", "ring", "cross");

  private static final double DARK = 40;
  private static final double BRIGHT = 200;
  private static final double FULL = 255;

  @Override
  public int draw(int row, KeyedRandom random, float[] values) {
    int shape = row % shapes.size();
    int height = size.get(0);
    int width = size.get(1);
    int channels = size.get(2);
    double radius = Math.min(height, width) * (0.2 + 0.12 * random.nextDouble());
    double y = height / 2.0 + random.nextSymmetric() * height * 0.15;
    double x = width / 2.0 + random.nextSymmetric() * width * 0.15;
    double bright = BRIGHT + 40 * random.nextSymmetric();
    for (int i = 0; i < values.length; i++) {
      int pixel = i / channels;
      int down = pixel / width;
      int right = pixel % width;
      double dy = (down + 0.5 - y) / radius;
      double dx = (right + 0.5 - x) / radius;
      double value = isWithin(shapes.get(shape), dy, dx) ? bright : DARK;
      value += noise == 0 ? 0 : FULL * noise * Gaussian.next(random);
      values[i] = Math.round(Math.max(0, Math.min(FULL, value)));
    }
    return shape;
  }

  private static boolean isWithin(String shape, double dy, double dx) {
    double square = dy * dy + dx * dx;
    double largest = Math.max(Math.abs(dy), Math.abs(dx));
    return switch (shape) {
      case "disc" -> square <= 1;
      case "square" -> largest <= 1;
      case "bar" -> largest <= 1 && Math.abs(dx) <= 0.4;
      case "ring" -> square <= 1 && square >= 0.3;
      default -> largest <= 1 && Math.min(Math.abs(dy), Math.abs(dx)) <= 0.3;
    };
  }
}
