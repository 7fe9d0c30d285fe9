/**
 * What must hold of the columns and rows of a table; imports {@code core}, {@code engine}, {@code
 * table}.
 */
@NullMarked
package io.edgeflow.data.validation;

import org.jspecify.annotations.NullMarked;
