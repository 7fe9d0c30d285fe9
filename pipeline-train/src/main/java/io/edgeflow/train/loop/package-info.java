/**
 * From an untrained to a trained graph, epoch by epoch; may import {@code core}, {@code djl},
 * {@code loss} and {@code optimizer}.
 */
@NullMarked
package io.edgeflow.train.loop;

import org.jspecify.annotations.NullMarked;
