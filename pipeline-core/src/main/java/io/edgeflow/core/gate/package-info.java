/** Checks, verdicts and gate reports; may import {@code metric}. */
@NullMarked
package io.edgeflow.core.gate;

import org.jspecify.annotations.NullMarked;
