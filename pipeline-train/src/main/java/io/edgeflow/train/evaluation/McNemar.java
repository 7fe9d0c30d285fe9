package io.edgeflow.train.evaluation;

/**
 * On how many rows two classifiers differ, and how likely that is by chance: if both were equally
 * good, each such row would be as likely lost as gained (McNemar, "Note on the sampling error of
 * the difference between correlated proportions or percentages", 1947; the exact test).
 *
 * @param rows that both answered
 * @param lost of those, the ones that only the other model has right
 * @param gained of those, the ones that only the new model has right
 */
public record McNemar(int rows, int lost, int gained) {
  /** Checks that the parts fit. */
  public McNemar {
    if (lost < 0 || gained < 0 || lost + gained > rows) {
      throw new IllegalArgumentException(lost + " lost, " + gained + " gained of " + rows);
    }
  }

  static McNemar of(boolean[] right, boolean[] otherRight) {
    int lost = 0;
    int gained = 0;
    for (int row = 0; row < right.length; row++) {
      lost += !right[row] && otherRight[row] ? 1 : 0;
      gained += right[row] && !otherRight[row] ? 1 : 0;
    }
    return new McNemar(right.length, lost, gained);
  }

  /** The two-sided probability of a difference as large, {@code min(1, 2 P(X <= min))}. */
  public double probability() {
    int differ = lost + gained;
    double logChoose = 0;
    double sum = 0;
    for (int k = 0; k <= Math.min(lost, gained); k++) {
      sum += Math.exp(logChoose - differ * Math.log(2));
      logChoose += Math.log(differ - k) - Math.log(k + 1);
    }
    return Math.min(1, 2 * sum);
  }

  /**
   * Between what the gain in accuracy lies: Wald's interval with a row more of each kind, which
   * holds where the models hardly differ (Bonett and Price, "Adjusted Wald confidence interval for
   * a difference of binomial proportions based on paired data", 2012).
   *
   * @param tail the chance of an error on either side
   */
  public Interval gain(double tail) {
    double worse = (lost + 1) / (rows + 2.0);
    double better = (gained + 1) / (rows + 2.0);
    double gain = better - worse;
    double reach =
        Normal.quantile(1 - tail) * Math.sqrt((better + worse - gain * gain) / (rows + 2.0));
    return new Interval(Math.max(-1, gain - reach), Math.min(1, gain + reach));
  }
}
