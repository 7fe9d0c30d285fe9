/**
 * Experiment tracking: a journal for each run, and its replay into an MLflow server; imports only
 * {@code io.edgeflow.core}.
 */
@NullMarked
package io.edgeflow.orchestrator.track;

import org.jspecify.annotations.NullMarked;
