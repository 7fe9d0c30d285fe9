/**
 * Finds the operators that exporters spelled out in smaller ones; imports only {@code
 * io.edgeflow.core}.
 */
@NullMarked
package io.edgeflow.formats.read.pattern;

import org.jspecify.annotations.NullMarked;
