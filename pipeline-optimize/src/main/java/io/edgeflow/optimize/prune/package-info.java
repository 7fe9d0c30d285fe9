/** Magnitude pruning of model graphs; may import {@code core}. */
@NullMarked
package io.edgeflow.optimize.prune;

import org.jspecify.annotations.NullMarked;
