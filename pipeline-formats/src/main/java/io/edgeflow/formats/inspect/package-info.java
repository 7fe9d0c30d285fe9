/**
 * What a model file holds, for people and programs; imports only {@code io.edgeflow.core}, {@code
 * formats.quant} and {@code formats.read}.
 */
@NullMarked
package io.edgeflow.formats.inspect;

import org.jspecify.annotations.NullMarked;
