/**
 * What the columns of a table hold, as numbers; imports {@code core}, {@code engine}, {@code
 * table}.
 */
@NullMarked
package io.edgeflow.data.profile;

import org.jspecify.annotations.NullMarked;
