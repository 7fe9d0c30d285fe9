/** Files of images to pixels, bounded and checked; imports {@code core} alone. */
@NullMarked
package io.edgeflow.data.image;

import org.jspecify.annotations.NullMarked;
