package io.edgeflow.core.metric;

/** Which way a metric is better. */
public enum Direction {
  /** Larger is better. */
  HIGHER_IS_BETTER,
  /** Smaller is better. */
  LOWER_IS_BETTER,
  /** Neither. */
  NEUTRAL
}
