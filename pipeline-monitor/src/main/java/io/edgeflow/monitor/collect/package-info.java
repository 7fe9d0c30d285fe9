/**
 * Polls the fleet, keeps what it said and tells what happened between two polls; imports only
 * {@code io.edgeflow.core}.
 */
@NullMarked
package io.edgeflow.monitor.collect;

import org.jspecify.annotations.NullMarked;
