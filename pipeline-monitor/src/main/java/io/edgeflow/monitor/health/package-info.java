/**
 * The gate of a watched fleet; imports {@code collect}, {@code drift} and {@code io.edgeflow.core}.
 */
@NullMarked
package io.edgeflow.monitor.health;

import org.jspecify.annotations.NullMarked;
