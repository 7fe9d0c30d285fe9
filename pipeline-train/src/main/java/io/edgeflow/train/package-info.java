/** Stage 2, from a data set to a trained model graph; imports only {@code io.edgeflow.core}. */
@NullMarked
package io.edgeflow.train;

import org.jspecify.annotations.NullMarked;
