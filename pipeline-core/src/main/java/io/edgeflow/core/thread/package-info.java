/** Threads that end with the program, pauses and interrupts; may import {@code error}. */
@NullMarked
package io.edgeflow.core.thread;

import org.jspecify.annotations.NullMarked;
