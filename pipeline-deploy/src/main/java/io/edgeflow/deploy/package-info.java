/** Stage 4, signed releases on edge devices; imports core and formats. */
@NullMarked
package io.edgeflow.deploy;

import org.jspecify.annotations.NullMarked;
