/**
 * Tells whether what a fleet sees has moved away from its baseline; imports {@code collect} and
 * {@code io.edgeflow.core}.
 */
@NullMarked
package io.edgeflow.monitor.drift;

import org.jspecify.annotations.NullMarked;
