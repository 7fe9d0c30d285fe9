/** Model files and the runtimes that execute them; imports only {@code io.edgeflow.core}. */
@NullMarked
package io.edgeflow.formats;

import org.jspecify.annotations.NullMarked;
