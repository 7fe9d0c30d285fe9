/** The shape of a pipeline stage; may import {@code run} and {@code gate}. */
@NullMarked
package io.edgeflow.core.stage;

import org.jspecify.annotations.NullMarked;
