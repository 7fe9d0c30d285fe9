package io.edgeflow.data.profile;

/**
 * How much work a profile may be.
 *
 * @param exactCells up to so many cells of a table, all of its values are counted and sorted; of
 *     more, columns of many different values have an estimate of how many they are (HyperLogLog,
 *     about 2 % off), and quantiles, histograms and correlations are those of {@code sampleRows}
 * @param sampleRows taken evenly
 * @param correlated so many columns of numbers are correlated, the first ones
 */
public record ProfileLimits(long exactCells, int sampleRows, int correlated) {
  /** For a step of a workflow: at most seconds for any table. */
  public static final ProfileLimits QUICK = new ProfileLimits(2_000_000, 100_000, 16);

  /** For somebody who waits for it. */
  public static final ProfileLimits THOROUGH = new ProfileLimits(50_000_000, 500_000, 24);
}
