package io.edgeflow.core.baseline;

/**
 * The two-sample Kolmogorov-Smirnov test on histograms with the same edges.
 *
 * <p>{@code D = max over edges e of |F(e) - G(e)|}, where {@code F} and {@code G} are the shares of
 * either sample below {@code e}. Between two edges the samples could differ more, so {@code D} is
 * at most the statistic of the raw samples and the test errs towards no drift, never the other way.
 *
 * <p>The p-value is the limit distribution's, {@code Q(t) = 2 Σ (-1)^(i-1) exp(-2 i² t²)} at {@code
 * t = D √(nm / (n + m))}.
 *
 * <p>F. J. Massey, "The Kolmogorov-Smirnov Test for Goodness of Fit", Journal of the American
 * Statistical Association 46 (1951), 68-78.
 */
public final class KolmogorovSmirnov {
  /** Below this, Q(t) differs from 1 by less than 1e-50 and its series no longer converges. */
  private static final double CERTAIN = 0.1;

  private static final double VANISHED = 1e-20;

  private KolmogorovSmirnov() {}

  /** D, from 0 to 1; NaN when either sample is empty. */
  public static double statistic(Histogram first, Histogram second) {
    double firstTotal = first.samples();
    double secondTotal = second.samples();
    long firstBelow = 0;
    long secondBelow = 0;
    double largest = firstTotal == 0 || secondTotal == 0 ? Double.NaN : 0;
    for (int bin = 0; bin < first.edges().size(); bin++) {
      firstBelow += first.counts().get(bin);
      secondBelow += second.counts().get(bin);
      double difference = Math.abs(firstBelow / firstTotal - secondBelow / secondTotal);
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  /**
   * The chance of a statistic of at least {@code d} when both samples come from one distribution.
   * Sample counts beyond 2³¹ count as 2³¹, which makes the value larger, so that it errs towards no
   * drift.
   */
  public static double pValue(double d, long firstSamples, long secondSamples) {
    int n = (int) Math.min(firstSamples, Integer.MAX_VALUE);
    int m = (int) Math.min(secondSamples, Integer.MAX_VALUE);
    double t = d * Math.sqrt((double) n * m / ((double) n + m));
    return t < CERTAIN ? 1 : tail(t);
  }

  /** Q(t), term by term until they vanish. */
  private static double tail(double t) {
    double sum = 0;
    double term = 1;
    for (int i = 1; term > VANISHED; i++) {
      term = Math.exp(-2.0 * i * i * t * t);
      sum += i % 2 == 1 ? term : -term;
    }
    return Math.max(0, Math.min(1, 2 * sum));
  }
}
