/**
 * Fitted preprocessing as plain-Java steps, the same code in training and on the device; may import
 * {@code sample}, {@code numeric} and {@code error}.
 */
@NullMarked
package io.edgeflow.core.preprocess;

import org.jspecify.annotations.NullMarked;
