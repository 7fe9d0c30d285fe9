/** Stage 3, smaller and faster models; imports core, train and formats. */
@NullMarked
package io.edgeflow.optimize;

import org.jspecify.annotations.NullMarked;
