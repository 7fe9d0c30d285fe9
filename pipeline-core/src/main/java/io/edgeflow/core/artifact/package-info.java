/** Content-addressed files and crash-safe writes; may import {@code error}. */
@NullMarked
package io.edgeflow.core.artifact;

import org.jspecify.annotations.NullMarked;
