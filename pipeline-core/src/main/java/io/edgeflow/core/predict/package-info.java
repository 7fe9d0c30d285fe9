/**
 * What turns a batch of features into a model's outputs, and these into answers; may import {@code
 * sample}, {@code metric}, {@code numeric} and {@code tensor}.
 */
@NullMarked
package io.edgeflow.core.predict;

import org.jspecify.annotations.NullMarked;
