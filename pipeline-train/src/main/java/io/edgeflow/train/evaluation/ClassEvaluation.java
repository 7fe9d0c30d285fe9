package io.edgeflow.train.evaluation;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How well a predictor tells classes. Precision, recall and F1 are means over the classes weighted
 * by support; where a ratio is 0/0 it counts as 0 (scikit-learn's {@code zero_division=0}).
 *
 * @param samples rows, at least 1
 * @param accuracy the share of rows whose highest score, the first of equals, is their label's
 * @param loss mean cross-entropy a row
 * @param classes one entry a class
 * @param confusion rows are the true class, columns the predicted one
 * @param probabilities what the probabilities are worth; null in one that was kept before they were
 *     measured
 * @param known where the true metrics lie; null as before
 */
public record ClassEvaluation(
    long samples,
    double accuracy,
    double precision,
    double recall,
    double f1,
    double loss,
    List<ClassMetrics> classes,
    List<List<Long>> confusion,
    @Nullable ProbabilityScores probabilities,
    @Nullable Intervals known)
    implements Evaluation {
  private static final ProbabilityScores UNKNOWN =
      new ProbabilityScores(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /**
   * How well a predictor does on one class.
   *
   * @param label the class's index
   * @param support rows of this class
   */
  public record ClassMetrics(int label, long support, double precision, double recall, double f1) {}

  /** Copies the lists. */
  public ClassEvaluation {
    classes = List.copyOf(classes);
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /** Without what only the probabilities tell. */
  public ClassEvaluation(
      long samples,
      double accuracy,
      double precision,
      double recall,
      double f1,
      double loss,
      List<ClassMetrics> classes,
      List<List<Long>> confusion) {
    this(samples, accuracy, precision, recall, f1, loss, classes, confusion, null, null);
  }

  /** The same with what its probabilities are worth; accuracy has Wilson's interval. */
  ClassEvaluation with(ProbabilityScores newProbabilities, Intervals others) {
    Interval share = Interval.wilson(Math.round(accuracy * samples), samples);
    return new ClassEvaluation(
        samples,
        accuracy,
        precision,
        recall,
        f1,
        loss,
        classes,
        confusion,
        newProbabilities,
        others.with("accuracy", Optional.of(share)));
  }

  @Override
  public <R> R map(Cases<R> cases) {
    return cases.classes(this);
  }

  /**
   * {@code accuracy}; {@code precision}, {@code recall} and {@code f1}, and the plain means over
   * the classes as {@code macro_precision}, {@code macro_recall} and {@code macro_f1}; what {@link
   * ProbabilityScores} has; {@code loss}.
   */
  @Override
  public List<Metric> metrics() {
    ProbabilityScores scores = probabilities == null ? UNKNOWN : probabilities;
    return List.of(
        Metric.ratio("accuracy", accuracy, samples),
        Metric.ratio("precision", precision, samples),
        Metric.ratio("recall", recall, samples),
        Metric.ratio("f1", f1, samples),
        Metric.ratio("macro_precision", mean(ClassMetrics::precision), samples),
        Metric.ratio("macro_recall", mean(ClassMetrics::recall), samples),
        Metric.ratio("macro_f1", mean(ClassMetrics::f1), samples),
        Metric.ratio("roc_auc", scores.rocAuc(), samples),
        Metric.ratio("pr_auc", scores.prAuc(), samples),
        new Metric("brier", scores.brier(), "score", Direction.LOWER_IS_BETTER, samples),
        new Metric("ece", scores.ece(), "ratio", Direction.LOWER_IS_BETTER, samples),
        new Metric("loss", loss, "nats", Direction.LOWER_IS_BETTER, samples));
  }

  private double mean(ToDoubleFunction<ClassMetrics> metric) {
    return classes.stream().mapToDouble(metric).average().orElse(Double.NaN);
  }

  @Override
  public Intervals intervals() {
    return known == null ? new Intervals() : known;
  }

  @Override
  public Metric primary() {
    return metric("accuracy");
  }

  /** An accuracy of at least 0.95. */
  @Override
  public Map<String, Double> defaultLimits() {
    return Map.of("accuracy", 0.95);
  }

  /** For people: the metrics, without their details. */
  @Override
  public String toString() {
    return "ClassEvaluation[%d samples: %s]".formatted(samples, metrics());
  }
}
