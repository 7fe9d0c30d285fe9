/**
 * Fixed-bin histograms of inputs and predictions, the reference for drift; imports nothing of
 * Edgeflow but {@code error}.
 */
@NullMarked
package io.edgeflow.core.baseline;

import org.jspecify.annotations.NullMarked;
