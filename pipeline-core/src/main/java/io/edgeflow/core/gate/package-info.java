/** Checks, verdicts and gate reports; may import {@code metric} and {@code config}. */
@NullMarked
package io.edgeflow.core.gate;

import org.jspecify.annotations.NullMarked;
