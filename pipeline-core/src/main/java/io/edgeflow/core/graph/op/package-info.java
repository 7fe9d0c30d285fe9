/**
 * The operators of the model graph, each of which explains itself; may import {@code tensor} and
 * {@code error}.
 */
@NullMarked
package io.edgeflow.core.graph.op;

import org.jspecify.annotations.NullMarked;
