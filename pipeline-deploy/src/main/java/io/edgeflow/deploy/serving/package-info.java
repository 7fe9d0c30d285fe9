/**
 * A bundle's model in its runtime: raw rows in, answers out, the same code when packaging, on the
 * device and in the Java API; may import {@code bundle} and {@code batch}.
 */
@NullMarked
package io.edgeflow.deploy.serving;

import org.jspecify.annotations.NullMarked;
