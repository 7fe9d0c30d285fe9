/** What devices report and how they are asked; may import {@code target} and {@code baseline}. */
@NullMarked
package io.edgeflow.core.telemetry;

import org.jspecify.annotations.NullMarked;
