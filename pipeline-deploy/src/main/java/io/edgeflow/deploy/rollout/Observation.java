package io.edgeflow.deploy.rollout;

import org.jspecify.annotations.Nullable;

/**
 * What was seen of one device during a bake.
 *
 * @param asked replayed rows
 * @param answered of those, the ones it answered
 * @param agreeing of those, the ones that agree with the shipped file's answers
 * @param p95Ms 95th percentile of the model's latency (nearest rank); null without answers
 * @param active whether it reports the release's hashes
 * @param healthy whether its health check passes
 */
public record Observation(
    String target,
    int asked,
    int answered,
    int agreeing,
    @Nullable Double p95Ms,
    boolean active,
    boolean healthy) {
  /** NaN when nothing was asked. */
  double successRate() {
    return asked == 0 ? Double.NaN : (double) answered / asked;
  }

  /** NaN when nothing was answered. */
  double agreement() {
    return answered == 0 ? Double.NaN : (double) agreeing / answered;
  }

  /** NaN when nothing was answered. */
  double latencyMs() {
    return p95Ms == null ? Double.NaN : p95Ms;
  }
}
