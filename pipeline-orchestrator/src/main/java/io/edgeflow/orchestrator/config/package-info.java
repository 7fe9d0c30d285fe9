/**
 * Reads the workflow's YAML file into checked records, every problem at once with its place; may
 * import the stages' configuration records and {@code track}.
 */
@NullMarked
package io.edgeflow.orchestrator.config;

import org.jspecify.annotations.NullMarked;
