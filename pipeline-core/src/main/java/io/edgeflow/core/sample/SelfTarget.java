package io.edgeflow.core.sample;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.PrimaryMetric;
import io.edgeflow.core.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sample itself (reconstruction): a model that has learnt normal samples fails on others. The
 * answer is the mean squared error of a sample's reconstruction; above a threshold the sample is an
 * anomaly. The truth, where it is known, is 1 for an anomaly and 0 for a normal sample, INT32.
 *
 * @param anomaly the raw column that tells anomalies; null when every row counts as normal. Rows
 *     with an anomaly are in the test split only
 * @param quantile the share of normal validation rows whose error is not above the threshold
 */
public record SelfTarget(@Nullable String anomaly, double quantile) implements Target {
  /** The name of the answer's only number. */
  public static final String ERROR = "reconstruction_error";

  /** Checks the quantile. */
  public SelfTarget {
    if (!(quantile > 0 && quantile <= 1)) {
      throw new IllegalArgumentException("A quantile of " + quantile);
    }
  }

  @Override
  public <R> R map(Cases<R> cases) {
    return cases.self(this);
  }

  @Override
  @JsonIgnore
  public OutputKind output() {
    return OutputKind.RECONSTRUCTION;
  }

  @Override
  public int outputs(int features) {
    return features;
  }

  @Override
  @JsonIgnore
  public List<String> truth() {
    return anomaly == null ? List.of() : List.of(anomaly);
  }

  @Override
  @JsonIgnore
  public ElementType truthType() {
    return ElementType.INT32;
  }

  @Override
  @JsonIgnore
  public List<String> answers() {
    return List.of(ERROR);
  }

  @Override
  @JsonIgnore
  public PrimaryMetric primary() {
    return anomaly != null
        ? new PrimaryMetric("roc_auc", "ratio", Direction.HIGHER_IS_BETTER)
        : new PrimaryMetric(ERROR, "squared deviations", Direction.LOWER_IS_BETTER);
  }
}
