/** Optimizers in plain Java, from weights and gradients to new weights; imports nothing. */
@NullMarked
package io.edgeflow.train.optimizer;

import org.jspecify.annotations.NullMarked;
