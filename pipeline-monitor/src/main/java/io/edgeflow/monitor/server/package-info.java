/**
 * The status page and its machine-readable neighbours over HTTP; imports {@code collect}, {@code
 * drift}, {@code alert}, {@code io.edgeflow.http} and {@code io.edgeflow.core}.
 */
@NullMarked
package io.edgeflow.monitor.server;

import org.jspecify.annotations.NullMarked;
