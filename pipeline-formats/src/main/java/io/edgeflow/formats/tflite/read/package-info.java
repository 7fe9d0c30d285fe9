/**
 * Reads TFLite files of any tool into graphs; imports {@code formats.read}, {@code formats.quant},
 * the metadata's names of {@code formats.tflite} and the classes of TFLite's schema.
 */
@NullMarked
package io.edgeflow.formats.tflite.read;

import org.jspecify.annotations.NullMarked;
