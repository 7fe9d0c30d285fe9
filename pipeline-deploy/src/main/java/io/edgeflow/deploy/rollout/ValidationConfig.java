package io.edgeflow.deploy.rollout;

import io.edgeflow.core.gate.Allowance;

/**
 * What a device has to reach.
 *
 * @param successRate the smallest share of replayed rows that is answered, in [0, 1]
 * @param goldenAccuracy the smallest share of answers that agrees with the shipped file, in [0, 1]
 * @param p95LatencyMs the largest 95th percentile of the model's latency
 * @param allowInconclusive which of the three may be inconclusive, in a wave as in the gate
 */
public record ValidationConfig(
    double successRate, double goldenAccuracy, double p95LatencyMs, Allowance allowInconclusive) {}
