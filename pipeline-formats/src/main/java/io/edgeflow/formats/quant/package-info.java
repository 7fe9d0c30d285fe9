/**
 * From float weights and calibrated ranges to 8-bit integers, each peer's way; may import {@code
 * core}.
 */
@NullMarked
package io.edgeflow.formats.quant;

import org.jspecify.annotations.NullMarked;
