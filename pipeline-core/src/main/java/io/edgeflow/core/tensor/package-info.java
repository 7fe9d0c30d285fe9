/** Shapes, element types and tensors on direct buffers; may import {@code error}. */
@NullMarked
package io.edgeflow.core.tensor;

import org.jspecify.annotations.NullMarked;
