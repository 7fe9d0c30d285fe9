/** What turns a batch of features into scores; may import {@code tensor}. */
@NullMarked
package io.edgeflow.core.predict;

import org.jspecify.annotations.NullMarked;
