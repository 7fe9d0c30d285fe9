/**
 * Fixed-bin histograms of inputs and predictions, the reference for drift; may import {@code
 * numeric} and {@code error}.
 */
@NullMarked
package io.edgeflow.core.baseline;

import org.jspecify.annotations.NullMarked;
