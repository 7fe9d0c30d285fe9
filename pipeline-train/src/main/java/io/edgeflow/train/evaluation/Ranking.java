package io.edgeflow.train.evaluation;

import java.util.Arrays;

/** How well scores set rows that are meant apart from others. */
final class Ranking {
  private Ranking() {}

  /**
   * The area under the ROC curve: the share of pairs of a row that is meant and one that is not in
   * which the first has the larger score, equal ones counted half (Hanley and McNeil 1982).
   *
   * @return NaN where one of the two kinds is missing
   */
  static double rocAuc(double[] others, double[] meant) {
    double[] low = others.clone();
    double[] high = meant.clone();
    Arrays.sort(low);
    Arrays.sort(high);
    int below = 0;
    int upTo = 0;
    double halves = 0;
    for (double score : high) {
      while (below < low.length && low[below] < score) {
        below++;
      }
      while (upTo < low.length && low[upTo] <= score) {
        upTo++;
      }
      halves += (double) below + upTo;
    }
    return halves / 2 / low.length / high.length;
  }

  /**
   * The area under the curve of precision over recall as a sum of steps, {@code Σ (R_n - R_(n-1))
   * P_n} over the distinct scores in descending order: the average precision of scikit-learn, which
   * does not interpolate.
   *
   * @return NaN where no row is meant
   */
  static double averagePrecision(double[] others, double[] meant) {
    double[] low = others.clone();
    double[] high = meant.clone();
    Arrays.sort(low);
    Arrays.sort(high);
    int rest = low.length;
    double area = 0;
    int last = high.length;
    for (int i = high.length - 1; i >= 0; i--) {
      if (i > 0 && high[i - 1] == high[i]) {
        continue;
      }
      while (rest > 0 && low[rest - 1] >= high[i]) {
        rest--;
      }
      double found = high.length - i;
      area += (last - i) * found / (found + low.length - rest);
      last = i;
    }
    return area / high.length;
  }
}
