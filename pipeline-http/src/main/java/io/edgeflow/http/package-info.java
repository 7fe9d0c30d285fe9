/**
 * An HTTP server for strangers: what it gives a connection is bounded in time, bytes and number;
 * wraps Jetty and imports of {@code io.edgeflow.core} only {@code thread}.
 */
@NullMarked
package io.edgeflow.http;

import org.jspecify.annotations.NullMarked;
