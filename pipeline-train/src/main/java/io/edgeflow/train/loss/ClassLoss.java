package io.edgeflow.train.loss;

import java.util.Arrays;

/** {@link Loss.CrossEntropy} of one row, with its gradient by the scores. */
final class ClassLoss {
  private final Loss.CrossEntropy kind;
  private final double[] weights;
  private final double[] smooth;
  private final double smoothSum;

  ClassLoss(Loss.CrossEntropy kind, int classes) {
    this.kind = kind;
    this.weights = new double[classes];
    Arrays.setAll(weights, c -> kind.classWeights().isEmpty() ? 1 : kind.classWeights().get(c));
    this.smooth = new double[classes];
    Arrays.setAll(smooth, c -> weights[c] * kind.labelSmoothing() / classes);
    this.smoothSum = Arrays.stream(smooth).sum();
  }

  /** The sum of the weights of some labels. */
  double weightOf(int[] labels) {
    return Arrays.stream(labels).mapToDouble(label -> weights[label]).sum();
  }

  /**
   * Gives the loss of a row and adds its gradient.
   *
   * @param log the log of the row's softmax
   * @param share what the gradient is multiplied with
   * @param from where the row begins in {@code gradient}
   */
  double add(double[] log, int label, double share, double[] gradient, int from) {
    double sure = (1 - kind.labelSmoothing()) * weights[label];
    double entropy = -sure * log[label];
    for (int c = 0; c < log.length; c++) {
      entropy -= smooth[c] * log[c];
    }
    double p = Math.exp(log[label]);
    double wrong = -Math.expm1(log[label]);
    double gamma = kind.focalGamma();
    double focus = gamma == 0 ? 1 : Math.pow(wrong, gamma);
    // d focus / d score_j = turn · (1 if j is the label, less p_j)
    double turn = gamma == 0 || wrong == 0 ? 0 : -gamma * focus / wrong * p;
    for (int c = 0; c < log.length; c++) {
      double is = c == label ? 1 : 0;
      double q = Math.exp(log[c]);
      double slope = q * (sure + smoothSum) - smooth[c] - is * sure;
      gradient[from + c] += share * (focus * slope + entropy * turn * (is - q));
    }
    return focus * entropy;
  }
}
