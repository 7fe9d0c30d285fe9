/**
 * The graph computed in plain Java, to compare against; may import {@code layout} and {@code core}.
 */
@NullMarked
package io.edgeflow.formats.reference;

import org.jspecify.annotations.NullMarked;
