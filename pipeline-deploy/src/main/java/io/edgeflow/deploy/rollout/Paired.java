package io.edgeflow.deploy.rollout;

import io.edgeflow.core.gate.Bounds;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;

/**
 * The new model's accuracy beside that of the model before, on the same labelled rows at the same
 * devices; each row counts once, however many devices answered it.
 *
 * @param rows that both models answered
 * @param lost of those, the ones that only the model before had right
 * @param gained of those, the ones that only the new model has right
 */
record Paired(int rows, int lost, int gained) {
  /** The name of the check. */
  static final String NAME = "accuracy_loss";

  /** Checks that the parts fit. */
  Paired {
    if (lost < 0 || gained < 0 || lost + gained > rows) {
      throw new IllegalArgumentException(lost + " lost, " + gained + " gained of " + rows);
    }
  }

  /**
   * Fails when the loss is beyond the limit and more than chance, by the exact McNemar test: if
   * both models were equally good, each row on which they differ would be as likely lost as gained.
   *
   * <p>Q. McNemar, "Note on the Sampling Error of the Difference Between Correlated Proportions",
   * Psychometrika 12 (1947), 153-157.
   */
  Check check(ValidationConfig limits, int minRows) {
    double limit = limits.maxAccuracyLoss();
    if (rows == 0) {
      return Check.notApplicable(
          NAME,
          Comparison.AT_MOST,
          limit,
          "ratio",
          "no labelled row was answered by a model before and by this one");
    }
    double alpha = 1 - limits.confidence();
    double loss = (double) (lost - gained) / rows;
    boolean chance = ExactBinomial.atLeast(lost, lost + gained, 0.5) > alpha;
    Verdict verdict =
        loss > limit && !chance
            ? Verdict.FAIL
            : rows < minRows ? Verdict.INCONCLUSIVE : Verdict.PASS;
    return Check.tested(
        new Metric(NAME, loss, "ratio", Direction.LOWER_IS_BETTER, rows),
        Comparison.AT_MOST,
        limit,
        verdict,
        bounds(limits.confidence()),
        "the model before was right more often on the devices; compare both in their reports");
  }

  /** A difference of two exact intervals, each with half of the chance of an error. */
  private Bounds bounds(double confidence) {
    double half = (1 - confidence) / 2;
    return new Bounds(
        ExactBinomial.lower(lost, rows, half) - ExactBinomial.upper(gained, rows, half),
        ExactBinomial.upper(lost, rows, half) - ExactBinomial.lower(gained, rows, half),
        confidence);
  }
}
