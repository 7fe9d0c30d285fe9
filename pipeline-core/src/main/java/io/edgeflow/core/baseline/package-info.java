/**
 * Fixed-bin histograms of samples and answers, the reference for drift; may import {@code sample}
 * and {@code numeric}.
 */
@NullMarked
package io.edgeflow.core.baseline;

import org.jspecify.annotations.NullMarked;
