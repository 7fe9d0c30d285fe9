package io.edgeflow.data.profile;

import java.util.List;

/**
 * Statistics of the numbers of a column.
 *
 * @param standardDeviation of the population, as Deequ has it
 * @param quantiles by linear interpolation between the two nearest values
 * @param quantileSamples how many numbers the quantiles and the histogram are of: all, or those of
 *     rows taken evenly
 * @param rankError the most that the rank of a quantile is off, as a share, at 99 % confidence
 *     (Dvoretzky, Kiefer and Wolfowitz 1956 with Massart's constant); 0 where all numbers counted
 */
public record NumberProfile(
    double min,
    double max,
    double mean,
    double standardDeviation,
    List<Quantile> quantiles,
    long quantileSamples,
    double rankError) {
  /** Copies the quantiles. */
  public NumberProfile {
    quantiles = List.copyOf(quantiles);
  }

  /** The value below which a share of the numbers lies. */
  public record Quantile(double share, double value) {}
}
