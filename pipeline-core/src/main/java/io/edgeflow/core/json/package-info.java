/** Canonical JSON for every file that Edgeflow persists; may import {@code error}. */
@NullMarked
package io.edgeflow.core.json;

import org.jspecify.annotations.NullMarked;
