/**
 * What a workspace keeps and what may go; imports the core, the runs and the journals of tracked
 * runs.
 */
@NullMarked
package io.edgeflow.orchestrator.retention;

import org.jspecify.annotations.NullMarked;
