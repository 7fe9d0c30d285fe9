package io.edgeflow.orchestrator.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a step may take and how often it is tried.
 *
 * @param timeout asked at each batch and request; empty for no limit
 * @param retries after a failure; a gate that blocks is none
 */
public record StepLimits(Optional<Duration> timeout, int retries) {
  /** No timeout, no retry. */
  public static final StepLimits NONE = new StepLimits(Optional.empty(), 0);
}
