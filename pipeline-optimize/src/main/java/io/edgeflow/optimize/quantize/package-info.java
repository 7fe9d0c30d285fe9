/**
 * From a float graph to one with calibrated ranges; may import {@code core} and {@code formats}.
 */
@NullMarked
package io.edgeflow.optimize.quantize;

import org.jspecify.annotations.NullMarked;
