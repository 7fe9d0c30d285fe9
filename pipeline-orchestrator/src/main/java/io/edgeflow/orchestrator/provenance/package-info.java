/** Finds out what a run is made with; imports {@code run}, {@code cache} and the core. */
@NullMarked
package io.edgeflow.orchestrator.provenance;

import org.jspecify.annotations.NullMarked;
