/** The engine that SQL runs on, and the folder it works in; imports only {@code core}. */
@NullMarked
package io.edgeflow.data.engine;

import org.jspecify.annotations.NullMarked;
