/**
 * The one SQL table of all collected records, typed but not yet judged; imports {@code core},
 * {@code source}, {@code archive} and {@code engine}.
 */
@NullMarked
package io.edgeflow.data.table;

import org.jspecify.annotations.NullMarked;
