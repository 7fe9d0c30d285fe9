/**
 * Runs the five stages in order with their gates; imports the stages, {@code config}, {@code run},
 * {@code cache}, {@code report} and {@code track}.
 */
@NullMarked
package io.edgeflow.orchestrator.workflow;

import org.jspecify.annotations.NullMarked;
