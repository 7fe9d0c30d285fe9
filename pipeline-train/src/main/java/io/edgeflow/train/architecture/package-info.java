/** The networks that can be trained, untrained; imports only {@code core}. */
@NullMarked
package io.edgeflow.train.architecture;

import org.jspecify.annotations.NullMarked;
