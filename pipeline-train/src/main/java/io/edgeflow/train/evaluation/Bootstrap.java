package io.edgeflow.train.evaluation;

import io.edgeflow.core.numeric.KeyedRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The Poisson bootstrap: in each resample a row counts as often as a Poisson variable of mean 1
 * says, which needs no second look at the rows (Hanley and MacGibbon 2006; Chamandy and others,
 * "Estimating uncertainty for massive data streams", 2012). The draws depend on the row alone.
 */
final class Bootstrap {
  private static final int MOST = 1000;
  private static final int FEWEST = 100;

  /** How many numbers all resamples together may keep. */
  private static final int MOST_NUMBERS = 1 << 22;

  private static final long SEED = 0x626F6F74L;

  /** {@code P(X <= k)} in units of 2^-16, without the last. */
  private static final int[] CUMULATIVE = cumulative();

  private final int resamples;

  /**
   * For statistics that are kept for each resample.
   *
   * @param numbers how many; where they are so many that fewer than 100 resamples fit, there are
   *     none
   */
  Bootstrap(int numbers) {
    int fit = Math.min(MOST, MOST_NUMBERS / Math.max(1, numbers));
    this.resamples = fit < FEWEST ? 0 : fit;
  }

  int resamples() {
    return resamples;
  }

  /** How often a row counts in each resample. */
  void draw(long row, int[] counts) {
    KeyedRandom random = KeyedRandom.of(SEED, row);
    for (int i = 0; i < resamples; i += Long.BYTES / Short.BYTES) {
      long bits = random.nextLong();
      for (int j = i; j < Math.min(i + Long.BYTES / Short.BYTES, resamples); j++) {
        counts[j] = poisson((int) (bits & 0xFFFF));
        bits >>>= Short.SIZE;
      }
    }
  }

  /** A statistic of each resample. */
  double[] values(IntToDoubleFunction statistic) {
    double[] values = new double[resamples];
    Arrays.setAll(values, statistic);
    return values;
  }

  /**
   * The middle of values of all resamples (percentile interval); those that are no number do not
   * count.
   *
   * @param tail the share that lies beyond either end
   */
  static Optional<Interval> interval(double[] values, double tail) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length < FEWEST) {
      return Optional.empty();
    }
    return Optional.of(new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail)));
  }

  /** Linear between neighbours, as NumPy's. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static int poisson(int uniform) {
    int k = 0;
    while (k < CUMULATIVE.length && uniform >= CUMULATIVE[k]) {
      k++;
    }
    return k;
  }

  private static int[] cumulative() {
    int[] shares = new int[8];
    double probability = Math.exp(-1);
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      sum += probability;
      shares[k] = (int) Math.round(sum * (1 << Short.SIZE));
      probability /= k + 1;
    }
    return shares;
  }
}
