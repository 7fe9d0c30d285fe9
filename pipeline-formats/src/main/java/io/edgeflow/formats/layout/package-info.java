/** How a batch of features lies in memory; may import {@code core}. */
@NullMarked
package io.edgeflow.formats.layout;

import org.jspecify.annotations.NullMarked;
