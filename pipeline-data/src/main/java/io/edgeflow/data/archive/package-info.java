/**
 * Many files of one source as one immutable file, and how samples are read out of them; imports
 * {@code core} and {@code image}.
 */
@NullMarked
package io.edgeflow.data.archive;

import org.jspecify.annotations.NullMarked;
