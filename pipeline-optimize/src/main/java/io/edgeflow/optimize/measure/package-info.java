/** What a predictor answers and how fast; may import {@code core} and {@code train}. */
@NullMarked
package io.edgeflow.optimize.measure;

import org.jspecify.annotations.NullMarked;
