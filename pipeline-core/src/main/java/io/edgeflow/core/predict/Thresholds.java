package io.edgeflow.core.predict;

import org.jspecify.annotations.Nullable;

/**
 * When an answer counts.
 *
 * @param confidence the smallest probability at which a class is accepted, in [0, 1]
 * @param anomaly the largest reconstruction error of a normal sample; null for other targets
 */
public record Thresholds(double confidence, @Nullable Double anomaly) {
  /** Every class is accepted. */
  public static final Thresholds NONE = new Thresholds(0, null);

  /** Checks the ranges. */
  public Thresholds {
    if (!(confidence >= 0 && confidence <= 1) || (anomaly != null && !(anomaly >= 0))) {
      throw new IllegalArgumentException("Thresholds of " + confidence + " and " + anomaly);
    }
  }

  /** The same with the largest error of a normal sample. */
  public Thresholds withAnomaly(double largestError) {
    return new Thresholds(confidence, largestError);
  }

  /** The largest error of a normal sample. */
  public double requireAnomaly() {
    if (anomaly == null) {
      throw new IllegalStateException("The threshold of anomalies is not known");
    }
    return anomaly;
  }
}
