/**
 * ONNX files: writing, checking and running them; may import {@code lower}, {@code quant} and
 * {@code core}.
 */
@NullMarked
package io.edgeflow.formats.onnx;

import org.jspecify.annotations.NullMarked;
