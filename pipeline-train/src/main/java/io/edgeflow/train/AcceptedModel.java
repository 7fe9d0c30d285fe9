package io.edgeflow.train;

import io.edgeflow.core.artifact.Artifact;

/**
 * A model that an earlier run trained and accepted.
 *
 * @param run its id
 * @param model a {@link io.edgeflow.core.graph.GraphFile}
 */
public record AcceptedModel(String run, Artifact model) {}
