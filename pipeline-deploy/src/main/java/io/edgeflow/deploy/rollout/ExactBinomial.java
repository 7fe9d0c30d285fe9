package io.edgeflow.deploy.rollout;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Exact inference on the rate of something among independent rows.
 *
 * <p>C. J. Clopper and E. S. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the
 * Case of the Binomial", Biometrika 26 (1934), 404-413: the lower bound of {@code k} of {@code n}
 * is the rate at which {@code P(X >= k) = alpha}, the upper one that at which {@code P(X <= k) =
 * alpha}; the quantiles of two beta distributions.
 */
final class ExactBinomial {
  private static final double ACCURACY = 1e-10;

  private ExactBinomial() {}

  /** {@code P(X <= k)} for {@code n} rows at a rate. */
  static double atMost(int k, int n, double rate) {
    return new BinomialDistribution(null, n, rate).cumulativeProbability(k);
  }

  /** {@code P(X >= k)} for {@code n} rows at a rate. */
  static double atLeast(int k, int n, double rate) {
    return k <= 0 ? 1 : 1 - atMost(k - 1, n, rate);
  }

  /** The one-sided lower bound of the rate at the confidence {@code 1 - alpha}. */
  static double lower(int k, int n, double alpha) {
    return k == 0 ? 0 : quantile(alpha, k, n - k + 1.0);
  }

  /** The one-sided upper bound of the rate at the confidence {@code 1 - alpha}. */
  static double upper(int k, int n, double alpha) {
    return k == n ? 1 : quantile(1 - alpha, k + 1.0, n - k);
  }

  private static double quantile(double probability, double alpha, double beta) {
    return new BetaDistribution(null, alpha, beta, ACCURACY)
        .inverseCumulativeProbability(probability);
  }
}
