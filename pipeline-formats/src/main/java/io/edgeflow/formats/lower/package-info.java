/**
 * What a device executes of a graph: values and fused operations, made for one target profile by a
 * list of small rules; may import {@code quant} and {@code core}.
 */
@NullMarked
package io.edgeflow.formats.lower;

import org.jspecify.annotations.NullMarked;
