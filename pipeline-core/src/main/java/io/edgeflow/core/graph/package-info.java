/**
 * The model graph, its file format and its layout plan; may import {@code tensor}, {@code
 * preprocess}, {@code json}, {@code artifact} and {@code error}.
 */
@NullMarked
package io.edgeflow.core.graph;

import org.jspecify.annotations.NullMarked;
