/**
 * From an untrained to a trained graph, epoch by epoch; may import {@code core}, {@code djl},
 * {@code evaluation}, {@code loss}, {@code optimizer} and {@code schedule}.
 */
@NullMarked
package io.edgeflow.train.loop;

import org.jspecify.annotations.NullMarked;
