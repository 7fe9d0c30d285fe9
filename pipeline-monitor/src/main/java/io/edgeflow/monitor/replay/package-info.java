/** Sends recorded rows through a fleet as traffic; imports only {@code io.edgeflow.core}. */
@NullMarked
package io.edgeflow.monitor.replay;

import org.jspecify.annotations.NullMarked;
