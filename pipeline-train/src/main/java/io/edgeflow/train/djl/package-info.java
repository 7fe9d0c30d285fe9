/**
 * The training engine: model graphs executed by PyTorch through DJL. Its types stay inside this
 * package; may import {@code optimizer}.
 */
@NullMarked
package io.edgeflow.train.djl;

import org.jspecify.annotations.NullMarked;
