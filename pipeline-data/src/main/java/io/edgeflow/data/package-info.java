/** Stage 1, from raw records to a split data set; imports only {@code io.edgeflow.core}. */
@NullMarked
package io.edgeflow.data;

import org.jspecify.annotations.NullMarked;
