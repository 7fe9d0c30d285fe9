/**
 * From valid rows to a split, preprocessed data set on files; imports {@code core}, {@code table},
 * {@code quality} and {@code engine}.
 */
@NullMarked
package io.edgeflow.data.preprocessing;

import org.jspecify.annotations.NullMarked;
