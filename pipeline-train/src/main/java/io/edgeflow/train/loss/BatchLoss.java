package io.edgeflow.train.loss;

import io.edgeflow.core.numeric.Argmax;

/** The loss of one batch and its gradient by the scores, worked out in double precision. */
public final class BatchLoss {
  private final float[] scores;
  private final int[] labels;
  private final int classes;
  private final double[] gradient;
  private double sum;

  private BatchLoss(float[] scores, int[] labels) {
    this.scores = scores;
    this.labels = labels;
    this.classes = scores.length / labels.length;
    this.gradient = new double[scores.length];
  }

  /** Cross-entropy of scores {@code [rows, classes]} against one label a row. */
  public static BatchLoss crossEntropy(float[] scores, int[] labels) {
    BatchLoss loss = new BatchLoss(scores, labels);
    loss.addCrossEntropy(1);
    return loss;
  }

  /** The loss of {@link Loss.Distillation} against the teacher's scores of the same rows. */
  static BatchLoss distillation(
      float[] scores, int[] labels, float[] teacher, double temperature, double alpha) {
    BatchLoss loss = new BatchLoss(scores, labels);
    loss.addCrossEntropy(1 - alpha);
    loss.addDivergence(teacher, temperature, alpha);
    return loss;
  }

  /** The loss summed over the rows. */
  public double sum() {
    return sum;
  }

  /** The rows whose highest score, the first of equals, is their label's. */
  public int correct() {
    int correct = 0;
    for (int row = 0; row < labels.length; row++) {
      correct += Argmax.of(scores, row * classes, classes) == labels[row] ? 1 : 0;
    }
    return correct;
  }

  /** The gradient of the mean loss by the scores. */
  public float[] gradient() {
    float[] mean = new float[gradient.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (gradient[i] / labels.length);
    }
    return mean;
  }

  private void addCrossEntropy(double share) {
    for (int row = 0; row < labels.length; row++) {
      int from = row * classes;
      double[] log = Softmax.log(scores, from, classes, 1);
      sum -= share * log[labels[row]];
      for (int c = 0; c < classes; c++) {
        gradient[from + c] += share * (Math.exp(log[c]) - (c == labels[row] ? 1 : 0));
      }
    }
  }

  /** T² keeps the gradient's size, which 1/T² shrinks, beside that of the cross-entropy. */
  private void addDivergence(float[] teacher, double temperature, double share) {
    for (int row = 0; row < labels.length; row++) {
      int from = row * classes;
      double[] log = Softmax.log(scores, from, classes, temperature);
      double[] wanted = Softmax.log(teacher, from, classes, temperature);
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(wanted[c]);
        sum += share * temperature * temperature * p * (wanted[c] - log[c]);
        gradient[from + c] += share * temperature * (Math.exp(log[c]) - p);
      }
    }
  }
}
