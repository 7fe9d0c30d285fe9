package io.edgeflow.train.evaluation;

import io.edgeflow.train.evaluation.ClassEvaluation.ClassMetrics;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelConfusionMatrix;
import org.tribuo.impl.ArrayExample;

/** From true and predicted classes to an evaluation, on Tribuo's confusion matrix. */
final class ClassificationScores {
  private final List<Label> labels;
  private final LabelConfusionMatrix matrix;

  private ClassificationScores(int[] truth, int[] predicted, int classes) {
    this.labels = IntStream.range(0, classes).mapToObj(i -> new Label("" + i)).toList();
    Map<Label, Integer> ids = new HashMap<>();
    labels.forEach(label -> ids.put(label, ids.size()));
    ImmutableOutputInfo<Label> domain = new LabelFactory().constructInfoForExternalModel(ids);
    this.matrix = new LabelConfusionMatrix(domain, new Predictions(truth, predicted, labels));
  }

  /** Measures; {@code loss} is passed on. */
  static ClassEvaluation evaluation(int[] truth, int[] predicted, int classes, double loss) {
    return new ClassificationScores(truth, predicted, classes).evaluation(truth.length, loss);
  }

  private ClassEvaluation evaluation(int samples, double loss) {
    List<ClassMetrics> each = IntStream.range(0, labels.size()).mapToObj(this::metrics).toList();
    double correct = labels.stream().mapToDouble(matrix::tp).sum();
    return new ClassEvaluation(
        samples,
        correct / samples,
        each.stream().mapToDouble(c -> c.precision() * c.support()).sum() / samples,
        each.stream().mapToDouble(c -> c.recall() * c.support()).sum() / samples,
        each.stream().mapToDouble(c -> c.f1() * c.support()).sum() / samples,
        loss,
        each,
        labels.stream().map(this::row).toList());
  }

  private ClassMetrics metrics(int index) {
    Label label = labels.get(index);
    double tp = matrix.tp(label);
    double fp = matrix.fp(label);
    double fn = matrix.fn(label);
    return new ClassMetrics(
        index,
        Math.round(matrix.support(label)),
        ratio(tp, tp + fp),
        ratio(tp, tp + fn),
        ratio(2 * tp, 2 * tp + fp + fn));
  }

  private List<Long> row(Label truth) {
    return labels.stream().map(p -> Math.round(matrix.confusion(p, truth))).toList();
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** Tribuo's view of the predictions, made on demand: memory stays at two numbers a row. */
  private static final class Predictions extends AbstractList<Prediction<Label>>
      implements RandomAccess {
    private final int[] truth;
    private final int[] predicted;
    private final List<Label> labels;
    private final List<ArrayExample<Label>> examples;

    private Predictions(int[] truth, int[] predicted, List<Label> labels) {
      this.truth = truth;
      this.predicted = predicted;
      this.labels = labels;
      this.examples = labels.stream().map(label -> new ArrayExample<>(label)).toList();
    }

    @Override
    public Prediction<Label> get(int row) {
      return new Prediction<>(labels.get(predicted[row]), 0, examples.get(truth[row]));
    }

    @Override
    public int size() {
      return truth.length;
    }
  }
}
