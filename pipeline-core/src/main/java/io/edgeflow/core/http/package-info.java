/** HTTP calls that end: bounded in time and bytes, whatever the other side does. */
@NullMarked
package io.edgeflow.core.http;

import org.jspecify.annotations.NullMarked;
