package io.edgeflow.train.evaluation;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well a predictor gives values, in the units of the data. Of several values, the metrics are
 * the plain means of theirs (scikit-learn's {@code uniform_average}).
 *
 * @param samples rows, at least 1
 * @param mae {@code Σ |predicted - truth| / n}
 * @param rmse {@code √(Σ (predicted - truth)² / n)}
 * @param r2 {@code 1 - Σ (predicted - truth)² / Σ (truth - mean truth)²}, the share of the variance
 *     that is explained; of a value that never changes 1 when each is met, else 0, as scikit-learn
 *     has it; NaN of a single row
 * @param values one entry a value
 * @param pairs of the first value, of at most {@value #MOST_PAIRS} rows spread evenly over the
 *     split, for a picture
 * @param known where the true metrics lie; null in one that was kept before it was measured
 */
public record ValueEvaluation(
    long samples,
    double mae,
    double rmse,
    double r2,
    List<ValueMetrics> values,
    List<Pair> pairs,
    @Nullable Intervals known)
    implements Evaluation {
  /** The most pairs that are kept. */
  public static final int MOST_PAIRS = 500;

  /** How well a predictor gives one value; see {@link ValueEvaluation}. */
  public record ValueMetrics(String column, double mae, double rmse, double r2) {}

  /** A true and a predicted value. */
  public record Pair(double truth, double predicted) {}

  /** Copies the lists. */
  public ValueEvaluation {
    values = List.copyOf(values);
    pairs = List.copyOf(pairs);
  }

  @Override
  public <R> R map(Cases<R> cases) {
    return cases.values(this);
  }

  /** {@code rmse}, {@code mae} and {@code r2}. */
  @Override
  public List<Metric> metrics() {
    return List.of(
        new Metric("rmse", rmse, "value", Direction.LOWER_IS_BETTER, samples),
        new Metric("mae", mae, "value", Direction.LOWER_IS_BETTER, samples),
        Metric.ratio("r2", r2, samples));
  }

  @Override
  public Intervals intervals() {
    return known == null ? new Intervals() : known;
  }

  @Override
  public Metric primary() {
    return metric("rmse");
  }

  /** An R² of at least 0: not worse than the mean of the test rows. */
  @Override
  public Map<String, Double> defaultLimits() {
    return Map.of("r2", 0.0);
  }

  /** For people: the metrics, without their details. */
  @Override
  public String toString() {
    return "ValueEvaluation[%d samples: %s]".formatted(samples, metrics());
  }
}
