/**
 * Says what can be configured, from the tables that check it: a JSON Schema, and the answer for one
 * key; may import {@code core.config}, {@code core.error}, {@code core.json} and {@code console}.
 */
@NullMarked
package io.edgeflow.orchestrator.reference;

import org.jspecify.annotations.NullMarked;
