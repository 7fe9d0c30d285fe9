package io.edgeflow.deploy.rollout;

/**
 * What a device has to reach.
 *
 * @param successRate the smallest share of replayed rows that is answered, in [0, 1]
 * @param goldenAccuracy the smallest share of answers that agrees with the shipped file, in [0, 1]
 * @param p95LatencyMs the largest 95th percentile of the model's latency
 */
public record ValidationConfig(double successRate, double goldenAccuracy, double p95LatencyMs) {}
