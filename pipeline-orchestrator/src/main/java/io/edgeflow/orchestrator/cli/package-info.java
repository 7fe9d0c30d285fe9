/** The command line; imports everything of the orchestrator but its root package. */
@NullMarked
package io.edgeflow.orchestrator.cli;

import org.jspecify.annotations.NullMarked;
