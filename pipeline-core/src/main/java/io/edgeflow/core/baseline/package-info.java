/**
 * The reference that a fleet is measured against, histograms of samples and answers first of all;
 * may import {@code sample}, {@code metric} and {@code numeric}.
 */
@NullMarked
package io.edgeflow.core.baseline;

import org.jspecify.annotations.NullMarked;
