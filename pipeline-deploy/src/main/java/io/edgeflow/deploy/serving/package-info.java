/**
 * A bundle's model in its runtime: raw row in, scores out, the same code when packaging, on the
 * device and in the Java API; may import {@code bundle}.
 */
@NullMarked
package io.edgeflow.deploy.serving;

import org.jspecify.annotations.NullMarked;
