package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.sample.Target;
import java.util.Optional;

/**
 * What a fleet should run now, and what its answers are measured against.
 *
 * @param target what the model's answers are
 * @param modelHash what every device should have loaded; empty when any model is right, as while a
 *     rollout is at work
 */
public record Expected(Baseline baseline, Target target, Optional<String> modelHash) {}
