/**
 * Numerical routines that several modules need alike, to the bit: keyed random numbers, order
 * statistics, multiple tests; imports nothing of Edgeflow.
 */
@NullMarked
package io.edgeflow.core.numeric;

import org.jspecify.annotations.NullMarked;
