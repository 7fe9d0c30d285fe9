/**
 * From one model file to another: the rows that calibrate it, and the choices; imports only {@code
 * io.edgeflow.core}, {@code formats.layout}, {@code formats.onnx} and {@code formats.read}.
 */
@NullMarked
package io.edgeflow.formats.convert;

import org.jspecify.annotations.NullMarked;
