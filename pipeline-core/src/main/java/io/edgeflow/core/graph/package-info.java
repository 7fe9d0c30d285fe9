/**
 * The model graph and its file format; may import {@code op}, {@code tensor}, {@code sample},
 * {@code preprocess}, {@code json}, {@code artifact} and {@code error}.
 */
@NullMarked
package io.edgeflow.core.graph;

import org.jspecify.annotations.NullMarked;
