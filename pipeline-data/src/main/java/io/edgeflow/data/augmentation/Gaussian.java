package io.edgeflow.data.augmentation;

import io.edgeflow.core.numeric.KeyedRandom;

/**
 * Standard normal numbers by the ziggurat method (Marsaglia and Tsang, 2000, in the corrected form
 * of Doornik, "An improved ziggurat method to generate normal random samples", 2005). Built on
 * StrictMath, so that every platform draws the same numbers.
 */
public final class Gaussian {
  private static final int LAYERS = 128;
  private static final double TAIL = 3.442619855899;
  private static final double AREA = 9.91256303526217e-3;
  private static final double UNIT = 0x1.0p-52;
  private static final double[] EDGE = edges();

  private Gaussian() {}

  /** The next number. */
  public static double next(KeyedRandom random) {
    while (true) {
      long bits = random.nextLong();
      int layer = (int) (bits & (LAYERS - 1));
      double u = (bits >> 11) * UNIT;
      double x = u * EDGE[layer];
      if (Math.abs(x) < EDGE[layer + 1]) {
        return x;
      }
      if (layer == 0) {
        return tail(random, u < 0);
      }
      double upper = density(EDGE[layer], x);
      double lower = density(EDGE[layer + 1], x);
      if (lower + random.nextDouble() * (upper - lower) < 1) {
        return x;
      }
    }
  }

  private static double tail(KeyedRandom random, boolean negative) {
    while (true) {
      double x = StrictMath.log(1 - random.nextDouble()) / TAIL;
      double y = StrictMath.log(1 - random.nextDouble());
      if (-2 * y >= x * x) {
        return negative ? x - TAIL : TAIL - x;
      }
    }
  }

  private static double density(double edge, double x) {
    return StrictMath.exp(-0.5 * (edge * edge - x * x));
  }

  private static double[] edges() {
    double[] edge = new double[LAYERS + 1];
    double f = StrictMath.exp(-0.5 * TAIL * TAIL);
    edge[0] = AREA / f;
    edge[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      edge[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / edge[i - 1] + f));
      f = StrictMath.exp(-0.5 * edge[i] * edge[i]);
    }
    return edge;
  }
}
