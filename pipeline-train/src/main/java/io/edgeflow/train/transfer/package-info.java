/**
 * Models that were read from files and are fitted to the data: what training starts from, and
 * teachers; may import {@code core} and {@code architecture}.
 */
@NullMarked
package io.edgeflow.train.transfer;

import org.jspecify.annotations.NullMarked;
