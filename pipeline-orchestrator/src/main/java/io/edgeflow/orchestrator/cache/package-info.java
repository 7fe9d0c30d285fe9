/**
 * Reuses the output of a stage when nothing that it depends on has changed; imports the core only.
 */
@NullMarked
package io.edgeflow.orchestrator.cache;

import org.jspecify.annotations.NullMarked;
