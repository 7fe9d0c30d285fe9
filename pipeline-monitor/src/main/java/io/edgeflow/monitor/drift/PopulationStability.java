package io.edgeflow.monitor.drift;

import io.edgeflow.core.baseline.Histogram;

/**
 * The population stability index of two histograms with the same edges, {@code PSI = Σ (aᵢ - eᵢ)
 * ln(aᵢ / eᵢ)}, the symmetrized Kullback-Leibler divergence: {@code e} are the shares of the
 * baseline's bins, {@code a} those of the window's. A half is added to each bin's count before the
 * shares are formed, so that an empty bin does not make it infinite. Credit scoring reads below 0.1
 * as stable and above 0.25 as changed, but its mean under no change grows with {@code bins · (1/n +
 * 1/m)}, so here it only stands beside the test.
 *
 * <p>N. Siddiqi, "Credit Risk Scorecards" (2006); B. Yurdakul and J. Naranjo, "Statistical
 * properties of the population stability index", Journal of Risk Model Validation 14 (2020).
 */
final class PopulationStability {
  private static final double PRIOR = 0.5;

  private PopulationStability() {}

  /** The index, 0 or more. */
  static double index(Histogram baseline, Histogram window) {
    int bins = baseline.counts().size();
    double expectedTotal = baseline.samples() + PRIOR * bins;
    double actualTotal = window.samples() + PRIOR * bins;
    double sum = 0;
    for (int bin = 0; bin < bins; bin++) {
      double expected = (baseline.counts().get(bin) + PRIOR) / expectedTotal;
      double actual = (window.counts().get(bin) + PRIOR) / actualTotal;
      sum += (actual - expected) * Math.log(actual / expected);
    }
    return sum;
  }
}
