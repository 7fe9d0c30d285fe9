package io.edgeflow.train.evaluation;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Map;

/**
 * How well a predictor tells classes. Precision, recall and F1 are means over the classes weighted
 * by support; where a ratio is 0/0 it counts as 0 (scikit-learn's {@code zero_division=0}).
 *
 * @param samples rows, at least 1
 * @param accuracy the share of rows whose highest score, the first of equals, is their label's
 * @param loss mean cross-entropy a row
 * @param classes one entry a class
 * @param confusion rows are the true class, columns the predicted one
 */
public record ClassEvaluation(
    long samples,
    double accuracy,
    double precision,
    double recall,
    double f1,
    double loss,
    List<ClassMetrics> classes,
    List<List<Long>> confusion)
    implements Evaluation {

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

  @Override
  public <R> R map(Cases<R> cases) {
    return cases.classes(this);
  }

  /** {@code accuracy}, {@code precision}, {@code recall}, {@code f1} and {@code loss}. */
  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.ratio("accuracy", accuracy, samples),
        Metric.ratio("precision", precision, samples),
        Metric.ratio("recall", recall, samples),
        Metric.ratio("f1", f1, samples),
        new Metric("loss", loss, "nats", Direction.LOWER_IS_BETTER, samples));
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
