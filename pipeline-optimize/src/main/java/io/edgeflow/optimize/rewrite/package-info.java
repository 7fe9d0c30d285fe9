/** Rewrites of a graph that keep what it computes; may import {@code core}. */
@NullMarked
package io.edgeflow.optimize.rewrite;

import org.jspecify.annotations.NullMarked;
