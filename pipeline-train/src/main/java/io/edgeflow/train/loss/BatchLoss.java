package io.edgeflow.train.loss;

/** The loss of one batch and its gradient by the outputs, worked out in double precision. */
public final class BatchLoss {
  private static final Loss.CrossEntropy PLAIN = new Loss.CrossEntropy();

  private final float[] outputs;
  private final int rows;
  private final int each;
  private final double[] gradient;
  private double sum;

  private BatchLoss(float[] outputs, int rows) {
    this.outputs = outputs;
    this.rows = rows;
    this.each = outputs.length / rows;
    this.gradient = new double[outputs.length];
  }

  /** Cross-entropy of scores {@code [rows, classes]} against one label a row. */
  public static BatchLoss crossEntropy(float[] scores, int[] labels) {
    return crossEntropy(scores, BatchTruth.classes(labels), PLAIN);
  }

  /** The loss of {@link Loss.CrossEntropy}. */
  static BatchLoss crossEntropy(float[] scores, BatchTruth truth, Loss.CrossEntropy kind) {
    BatchLoss loss = new BatchLoss(scores, truth.rows());
    loss.addClassLoss(truth, kind, 1);
    return loss;
  }

  /** The loss of {@link Loss.Distillation} against the teacher's scores of the same rows. */
  static BatchLoss distillation(
      float[] scores, BatchTruth truth, float[] teacher, Loss.Distillation lesson) {
    BatchLoss loss = new BatchLoss(scores, truth.rows());
    loss.addClassLoss(truth, lesson.base(), 1 - lesson.alpha());
    loss.addDivergence(teacher, lesson.temperature(), lesson.alpha());
    return loss;
  }

  /** A {@link NumberLoss} of outputs {@code [rows, numbers]}; a row's loss is its numbers' mean. */
  static BatchLoss ofNumbers(float[] outputs, BatchTruth truth, NumberLoss curve) {
    BatchLoss loss = new BatchLoss(outputs, truth.rows());
    loss.addDifferences(truth.numbers(), curve, 1);
    return loss;
  }

  /** The loss of {@link Loss.ValueDistillation} against the teacher's outputs of the same rows. */
  static BatchLoss valueDistillation(
      float[] outputs, BatchTruth truth, float[] teacher, NumberLoss curve, double alpha) {
    BatchLoss loss = new BatchLoss(outputs, truth.rows());
    loss.addDifferences(truth.numbers(), curve, 1 - alpha);
    loss.addDifferences(teacher, curve, alpha);
    return loss;
  }

  /** The loss summed over the rows. */
  public double sum() {
    return sum;
  }

  /** The gradient of the mean loss a row by the outputs. */
  public float[] gradient() {
    float[] mean = new float[gradient.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (gradient[i] / rows);
    }
    return mean;
  }

  private void addClassLoss(BatchTruth truth, Loss.CrossEntropy kind, double share) {
    addClassLoss(truth.labels(), kind, share * truth.share());
    if (truth.others().length > 0) {
      addClassLoss(truth.others(), kind, share * (1 - truth.share()));
    }
  }

  private void addClassLoss(int[] labels, Loss.CrossEntropy kind, double share) {
    if (kind.equals(PLAIN)) {
      addCrossEntropy(labels, share);
      return;
    }
    ClassLoss loss = new ClassLoss(kind, each);
    // The mean is over the rows in the end: so it becomes one over the weights of their labels.
    double weighted = share * rows / loss.weightOf(labels);
    for (int row = 0; row < labels.length; row++) {
      int from = row * each;
      double[] log = Softmax.log(outputs, from, each, 1);
      sum += weighted * loss.add(log, labels[row], weighted, gradient, from);
    }
  }

  private void addCrossEntropy(int[] labels, double share) {
    for (int row = 0; row < labels.length; row++) {
      int from = row * each;
      double[] log = Softmax.log(outputs, from, each, 1);
      sum -= share * log[labels[row]];
      for (int c = 0; c < each; c++) {
        gradient[from + c] += share * (Math.exp(log[c]) - (c == labels[row] ? 1 : 0));
      }
    }
  }

  /** T² keeps the gradient's size, which 1/T² shrinks, beside that of the cross-entropy. */
  private void addDivergence(float[] teacher, double temperature, double share) {
    for (int row = 0; row < rows; row++) {
      int from = row * each;
      double[] log = Softmax.log(outputs, from, each, temperature);
      double[] wanted = Softmax.log(teacher, from, each, temperature);
      for (int c = 0; c < each; c++) {
        double p = Math.exp(wanted[c]);
        sum += share * temperature * temperature * p * (wanted[c] - log[c]);
        gradient[from + c] += share * temperature * (Math.exp(log[c]) - p);
      }
    }
  }

  private void addDifferences(float[] wanted, NumberLoss curve, double share) {
    if (wanted.length != outputs.length) {
      throw new IllegalArgumentException(outputs.length + " outputs for " + wanted.length);
    }
    for (int i = 0; i < outputs.length; i++) {
      double difference = (double) outputs[i] - wanted[i];
      sum += share * curve.at(difference) / each;
      gradient[i] += share * curve.slope(difference) / each;
    }
  }
}
