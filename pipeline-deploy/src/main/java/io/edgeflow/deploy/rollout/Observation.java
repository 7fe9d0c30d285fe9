package io.edgeflow.deploy.rollout;

import org.jspecify.annotations.Nullable;

/**
 * What was seen of one device during a bake.
 *
 * @param asked replayed rows
 * @param answered of those, the ones it answered
 * @param agreeing of those, the ones that agree with the shipped file's answers
 * @param ownAnswered of the answered ones, those that count for the wave: of each row one
 * @param ownAgreeing of those, the ones that agree
 * @param p95Ms 95th percentile of the model's latency (nearest rank); null without answers
 * @param p95BeforeMs the same of the model before on this device; null when none was asked, or it
 *     did not answer every row
 * @param active whether it reports the release's hashes
 * @param healthy whether its health check passes
 */
public record Observation(
    String target,
    int asked,
    int answered,
    int agreeing,
    int ownAnswered,
    int ownAgreeing,
    @Nullable Double p95Ms,
    @Nullable Double p95BeforeMs,
    boolean active,
    boolean healthy) {
  /** Below this, in milliseconds, a latency is a scheduler's more than a model's. */
  private static final double SHORTEST_MS = 1;

  /** NaN when nothing was asked. */
  double successRate() {
    return asked == 0 ? Double.NaN : (double) answered / asked;
  }

  /** NaN when nothing was answered. */
  double agreement() {
    return answered == 0 ? Double.NaN : (double) agreeing / answered;
  }

  int disagreeing() {
    return answered - agreeing;
  }

  /** NaN when nothing was answered. */
  double latencyMs() {
    return p95Ms == null ? Double.NaN : p95Ms;
  }

  /**
   * NaN when one of the two is not known. What took less than a millisecond before counts as one.
   */
  double latencyRatio() {
    return p95BeforeMs == null ? Double.NaN : latencyMs() / Math.max(SHORTEST_MS, p95BeforeMs);
  }
}
