/** What people see while a run is at work and at its end; imports the core and {@code run}. */
@NullMarked
package io.edgeflow.orchestrator.console;

import org.jspecify.annotations.NullMarked;
