/**
 * Judges collected records: the five quality dimensions, validation with quarantine, and the gate;
 * imports {@code core}, {@code table} and {@code engine}.
 */
@NullMarked
package io.edgeflow.data.quality;

import org.jspecify.annotations.NullMarked;
