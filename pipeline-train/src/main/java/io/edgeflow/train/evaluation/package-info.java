/** How well a predictor does on a split; may import {@code core}, {@code djl} and {@code loss}. */
@NullMarked
package io.edgeflow.train.evaluation;

import org.jspecify.annotations.NullMarked;
