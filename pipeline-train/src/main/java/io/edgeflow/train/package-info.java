/**
 * Stage 2, from a data set to a trained model graph; imports {@code io.edgeflow.core} and its own
 * sub-packages.
 */
@NullMarked
package io.edgeflow.train;

import org.jspecify.annotations.NullMarked;
