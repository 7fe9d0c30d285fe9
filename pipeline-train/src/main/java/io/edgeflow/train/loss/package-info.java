/** What training makes small, and its gradient; imports only {@code core}. */
@NullMarked
package io.edgeflow.train.loss;

import org.jspecify.annotations.NullMarked;
