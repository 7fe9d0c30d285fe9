/**
 * Where records come from, and their landing as immutable files; imports {@code core}, {@code
 * archive}, {@code image} and {@code engine}'s work folder.
 */
@NullMarked
package io.edgeflow.data.source;

import org.jspecify.annotations.NullMarked;
