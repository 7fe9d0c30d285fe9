/**
 * ONNX files of other tools, read into the graph; may import {@code formats.read}, {@code
 * formats.quant} and {@code core}.
 */
@NullMarked
package io.edgeflow.formats.onnx.read;

import org.jspecify.annotations.NullMarked;
