/** Knowledge distillation into a narrower network; may import {@code core} and {@code train}. */
@NullMarked
package io.edgeflow.optimize.distill;

import org.jspecify.annotations.NullMarked;
