package io.edgeflow.train.evaluation;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.SelfTarget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well a predictor gives samples again, and tells anomalies by that. An error is the mean
 * squared error of a row's reconstruction; a row above the threshold is held for an anomaly.
 *
 * @param samples rows, at least 1
 * @param threshold the largest error of a normal row, a quantile of the validation rows' errors
 * @param reconstructionError the mean error of the normal rows; NaN when there is none
 * @param knowsAnomalies whether the data say which rows are anomalies; the rows of a split whose
 *     anomalies are not known count as normal
 * @param detection how well anomalies are told; null when the split lacks normal rows or anomalies
 * @param normal how many normal rows have which error, in equal bins up to four thresholds
 * @param anomalous how many anomalies have which error, in the same bins
 * @param known where the true metrics lie; null in one that was kept before it was measured
 */
public record SelfEvaluation(
    long samples,
    double threshold,
    double reconstructionError,
    boolean knowsAnomalies,
    @Nullable Detection detection,
    Histogram normal,
    Histogram anomalous,
    @Nullable Intervals known)
    implements Evaluation {
  /**
   * How well anomalies are told. Where a ratio is 0/0 it counts as 0 (scikit-learn's {@code
   * zero_division=0}).
   *
   * @param rocAuc the area under the ROC curve: the share of pairs of an anomaly and a normal row
   *     in which the anomaly has the larger error, equal ones counted half (Hanley and McNeil
   *     1982); it does not depend on the threshold
   * @param prAuc the average precision of anomalies by their error, see {@link Ranking}
   * @param f1 of anomalies at the threshold
   * @param precision of anomalies at the threshold
   * @param recall of anomalies at the threshold
   */
  public record Detection(
      double rocAuc, double prAuc, double f1, double precision, double recall) {}

  private static final Detection UNKNOWN =
      new Detection(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  @Override
  public <R> R map(Cases<R> cases) {
    return cases.self(this);
  }

  /**
   * {@code roc_auc}, {@code pr_auc}, {@code f1}, {@code precision} and {@code recall} where
   * anomalies are known, {@code reconstruction_error} always.
   */
  @Override
  public List<Metric> metrics() {
    Metric error =
        new Metric(
            SelfTarget.ERROR,
            reconstructionError,
            "squared deviations",
            Direction.LOWER_IS_BETTER,
            normal.samples());
    if (!knowsAnomalies) {
      return List.of(error);
    }
    Detection found = detection == null ? UNKNOWN : detection;
    return List.of(
        Metric.ratio("roc_auc", found.rocAuc(), samples),
        Metric.ratio("pr_auc", found.prAuc(), samples),
        Metric.ratio("f1", found.f1(), samples),
        Metric.ratio("precision", found.precision(), samples),
        Metric.ratio("recall", found.recall(), samples),
        error);
  }

  @Override
  public Intervals intervals() {
    return known == null ? new Intervals() : known;
  }

  /** The {@code roc_auc} where anomalies are known, else the {@code reconstruction_error}. */
  @Override
  public Metric primary() {
    return metrics().get(0);
  }

  /**
   * A ROC AUC of at least 0.5, which is chance. Where no anomalies are known nothing tells a good
   * error from a bad one, and it need only be finite.
   */
  @Override
  public Map<String, Double> defaultLimits() {
    return knowsAnomalies ? Map.of("roc_auc", 0.5) : Map.of(SelfTarget.ERROR, Double.MAX_VALUE);
  }

  /** For people: the metrics, without their details. */
  @Override
  public String toString() {
    return "SelfEvaluation[%d samples: %s]".formatted(samples, metrics());
  }
}
