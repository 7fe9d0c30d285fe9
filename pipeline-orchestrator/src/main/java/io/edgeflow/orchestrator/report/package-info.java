/**
 * One self-contained HTML page about a run; imports the core, {@code run} and {@code console}'s
 * number formats.
 */
@NullMarked
package io.edgeflow.orchestrator.report;

import org.jspecify.annotations.NullMarked;
