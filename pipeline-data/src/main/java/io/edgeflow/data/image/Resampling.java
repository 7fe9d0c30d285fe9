package io.edgeflow.data.image;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weights for one axis of an image in another size, in the arithmetic of Pillow's {@code
 * Resample.c}: where the image shrinks, the filter widens with the scale, which averages all pixels
 * under it (antialiasing); weights add up to 1, are rounded to parts of 2^22, and sums are rounded
 * to 8 bits after each axis.
 */
final class Resampling {
  private static final int BITS = 22;
  private static final int MOST_KNOWN = 64;
  private static final Map<Sizes, Resampling> KNOWN = new ConcurrentHashMap<>();

  private record Sizes(int from, int to, Filter filter) {}

  /** Of each output pixel, the first input pixel with a weight. */
  private final int[] first;

  /** Of each output pixel, from {@code first} on. */
  private final int[][] weights;

  private Resampling(int[] first, int[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  /** What a pixel weighs by its distance from the middle, in output pixels. */
  enum Filter {
    /** Linear interpolation. */
    TRIANGLE(1) {
      @Override
      double at(double x) {
        return Math.max(0, 1 - Math.abs(x));
      }
    },
    /** A sinc under the middle lobe of a wider one (Lanczos, with three lobes). */
    LANCZOS(3) {
      @Override
      double at(double x) {
        return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
      }
    };

    private final double support;

    Filter(double support) {
      this.support = support;
    }

    abstract double at(double x);

    private static double sinc(double x) {
      return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }
  }

  /** The weights between two sizes, which are mostly those of the image before. */
  static Resampling of(int size, int newSize, Filter filter) {
    if (KNOWN.size() > MOST_KNOWN) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(
        new Sizes(size, newSize, filter), sizes -> made(size, newSize, filter));
  }

  private static Resampling made(int size, int newSize, Filter filter) {
    double scale = (double) size / newSize;
    double widened = Math.max(scale, 1);
    double support = filter.support * widened;
    int[] first = new int[newSize];
    int[][] weights = new int[newSize][];
    for (int i = 0; i < newSize; i++) {
      double center = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) (center - support + 0.5));
      int end = Math.min(size, (int) (center + support + 0.5));
      weights[i] = fixed(heights(filter, first[i] - center + 0.5, widened, end - first[i]));
    }
    return new Resampling(first, weights);
  }

  private static double[] heights(Filter filter, double from, double widened, int count) {
    double[] heights = new double[count];
    double step = 1 / widened;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      heights[i] = filter.at((i + from) * step);
      sum += heights[i];
    }
    for (int i = 0; i < count; i++) {
      heights[i] /= sum;
    }
    return heights;
  }

  private static int[] fixed(double[] weights) {
    int[] fixed = new int[weights.length];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = (int) (Math.copySign(0.5, weights[i]) + weights[i] * (1 << BITS));
    }
    return fixed;
  }

  /**
   * Resamples the middle axis of {@code [rows, size, step]}.
   *
   * @param step how many numbers lie together
   */
  byte[] apply(byte[] pixels, int rows, int step) {
    int size = pixels.length / rows / step;
    byte[] out = new byte[rows * weights.length * step];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < weights.length; i++) {
        int from = (row * size + first[i]) * step;
        int to = (row * weights.length + i) * step;
        for (int c = 0; c < step; c++) {
          out[to + c] =
              step == 1 ? sum(pixels, from, weights[i]) : sum(pixels, from + c, step, weights[i]);
        }
      }
    }
    return out;
  }

  private static byte sum(byte[] pixels, int from, int step, int[] weights) {
    int sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += (pixels[from + k * step] & 0xFF) * weights[k];
    }
    return rounded(sum);
  }

  /** The same of neighbours, whose places the compiler need not check one by one. */
  private static byte sum(byte[] pixels, int from, int[] weights) {
    int sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += (pixels[from + k] & 0xFF) * weights[k];
    }
    return rounded(sum);
  }

  private static byte rounded(int sum) {
    return (byte) Math.max(0, Math.min(0xFF, (sum + (1 << (BITS - 1))) >> BITS));
  }
}
