/**
 * Schema, splits and their stored rows; may import {@code artifact}, {@code sample}, {@code
 * preprocess}, {@code baseline}, {@code tensor} and {@code error}.
 */
@NullMarked
package io.edgeflow.core.dataset;

import org.jspecify.annotations.NullMarked;
