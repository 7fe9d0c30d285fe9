/**
 * What the readers of foreign model files share; imports only {@code io.edgeflow.core} and {@code
 * formats.quant}.
 */
@NullMarked
package io.edgeflow.formats.read;

import org.jspecify.annotations.NullMarked;
