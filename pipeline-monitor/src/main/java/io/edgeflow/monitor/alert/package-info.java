/** Alerts and the channels that carry them; imports only {@code io.edgeflow.core}. */
@NullMarked
package io.edgeflow.monitor.alert;

import org.jspecify.annotations.NullMarked;
