/**
 * TFLite files: writing, checking and running them; may import {@code lower}, {@code quant}, {@code
 * layout} and {@code core}.
 */
@NullMarked
package io.edgeflow.formats.tflite;

import org.jspecify.annotations.NullMarked;
