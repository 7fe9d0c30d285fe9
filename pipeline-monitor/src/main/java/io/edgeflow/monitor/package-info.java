/** Stage 5, a watched fleet; imports only {@code io.edgeflow.core}. */
@NullMarked
package io.edgeflow.monitor;

import org.jspecify.annotations.NullMarked;
