package io.edgeflow.train.evaluation;

import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.numeric.Softmax;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * How far the probabilities of a model can be trusted, as they are and with its scores divided by a
 * temperature that was fitted on the validation split (temperature scaling, Guo and others 2017).
 * The class that is named stays the same.
 *
 * @param temperature above 1 for a model that is too sure; 1 where every validation row is right,
 *     which tells nothing about it
 * @param before of the test split, as the model is
 * @param after of the test split, with the temperature
 */
public record Calibration(double temperature, Reliability before, Reliability after) {
  /** Temperatures between e^-4 and e^4 are looked for. */
  private static final double WIDEST = 4;

  private static final double PRECISION = 1e-9;
  private static final int MOST_STEPS = 200;

  /**
   * The temperature at which the mean cross-entropy is least, between 0.018 and 54.6 (Brent 1973);
   * 1 where every row is right: the least would be the smallest.
   *
   * @param scores row after row
   * @param labels one for each row, at least one row
   */
  static double temperature(float[] scores, int[] labels) {
    int classes = scores.length / labels.length;
    boolean allRight =
        IntStream.range(0, labels.length)
            .allMatch(row -> Argmax.of(scores, row * classes, classes) == labels[row]);
    if (allRight) {
      return 1;
    }
    BrentOptimizer search = new BrentOptimizer(PRECISION, PRECISION);
    return Math.exp(
        search
            .optimize(
                new UnivariateObjectiveFunction(log -> loss(scores, labels, Math.exp(log))),
                GoalType.MINIMIZE,
                new SearchInterval(-WIDEST, WIDEST, 0),
                new MaxEval(MOST_STEPS))
            .getPoint());
  }

  private static double loss(float[] scores, int[] labels, double temperature) {
    int classes = scores.length / labels.length;
    double[] row = new double[classes];
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      int first = i * classes;
      Arrays.setAll(row, c -> scores[first + c] / temperature);
      sum += Softmax.logSum(row) - row[labels[i]];
    }
    return sum / labels.length;
  }
}
