package io.edgeflow.deploy;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.deploy.bundle.BundleContent;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.rollout.ReplaySet;

/**
 * A packed bundle that is no release yet.
 *
 * @param bundle the archive, in the artifact store
 * @param minRuntime the oldest runtime that runs the model file
 * @param replay validation rows in random order with what the shipped file answers to them
 */
public record PackagedModel(
    Artifact bundle,
    BundleContent content,
    InferenceConfig inference,
    Baseline baseline,
    String minRuntime,
    ReplaySet replay) {}
