/** How a training went, to look at; may import {@code core} and {@code loop}. */
@NullMarked
package io.edgeflow.train.curve;

import org.jspecify.annotations.NullMarked;
