/**
 * The steps that Edgeflow brings, one class each, with what the report shows of them; imports the
 * stages, {@code config} and {@code console}.
 */
@NullMarked
package io.edgeflow.orchestrator.steps;

import org.jspecify.annotations.NullMarked;
