/** Columns that never land as they are; may use the sources and the table's rules. */
@NullMarked
package io.edgeflow.data.personal;

import org.jspecify.annotations.NullMarked;
