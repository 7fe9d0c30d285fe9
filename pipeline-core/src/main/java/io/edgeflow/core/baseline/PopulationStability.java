package io.edgeflow.core.baseline;

import java.util.Arrays;

/**
 * The population stability index of two histograms with the same edges, {@code PSI = Σ (aᵢ - eᵢ)
 * ln(aᵢ / eᵢ)}, the symmetrized Kullback-Leibler divergence: {@code e} are the shares of the
 * baseline in some ten groups of neighbouring bins that hold about as much of it each, {@code a}
 * those of the window. Of small samples there are fewer groups, so that each can hold a dozen. A
 * half is added to each group's count before the shares are formed, so that an empty one does not
 * make it infinite.
 *
 * <p>Credit scoring reads below 0.1 as stable and above 0.25 as changed, whatever the sample. When
 * nothing changes, the index is on average {@code (groups - 1) (1/n + 1/m)}, about a {@code χ²}
 * times {@code 1/n + 1/m}: 0.18 of two samples of a hundred. That much is taken off, down to 0, so
 * that those words hold of any sample that drift is judged on.
 *
 * <p>N. Siddiqi, "Credit Risk Scorecards" (2006); B. Yurdakul and J. Naranjo, "Statistical
 * properties of the population stability index", Journal of Risk Model Validation 14 (2020).
 */
public final class PopulationStability {
  private static final double PRIOR = 0.5;
  private static final int MOST_GROUPS = 10;
  private static final int SAMPLES_A_GROUP = 12;

  private PopulationStability() {}

  /** The index less its mean under no change, 0 or more. */
  public static double index(Histogram baseline, Histogram window) {
    long n = baseline.samples();
    long m = window.samples();
    int wanted = (int) Math.max(2, Math.min(MOST_GROUPS, Math.min(n, m) / SAMPLES_A_GROUP));
    int[] groups = groups(baseline, wanted);
    long[] expected = new long[wanted];
    long[] actual = new long[wanted];
    for (int bin = 0; bin < groups.length; bin++) {
      expected[groups[bin]] += baseline.counts().get(bin);
      actual[groups[bin]] += window.counts().get(bin);
    }
    return Math.max(0, divergence(expected, actual, n, m));
  }

  /** By where a bin's middle lies among the quantiles; an empty bin goes with a neighbour. */
  private static int[] groups(Histogram baseline, int wanted) {
    long all = baseline.samples();
    int[] groups = new int[baseline.counts().size()];
    long below = 0;
    for (int bin = 0; bin < groups.length; bin++) {
      long count = baseline.counts().get(bin);
      int before = bin == 0 ? 0 : groups[bin - 1];
      double middle = (below + count / 2.0) / all;
      groups[bin] = count == 0 ? before : (int) Math.min(wanted - 1.0, Math.floor(middle * wanted));
      if (below == 0) {
        Arrays.fill(groups, 0, bin, groups[bin]);
      }
      below += count;
    }
    return groups;
  }

  private static double divergence(long[] expected, long[] actual, long n, long m) {
    int groups = 0;
    for (int i = 0; i < expected.length; i++) {
      groups += expected[i] + actual[i] > 0 ? 1 : 0;
    }
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] + actual[i] > 0) {
        double e = (expected[i] + PRIOR) / (n + PRIOR * groups);
        double a = (actual[i] + PRIOR) / (m + PRIOR * groups);
        sum += (a - e) * Math.log(a / e);
      }
    }
    return sum - (groups - 1) * (1.0 / n + 1.0 / m);
  }
}
