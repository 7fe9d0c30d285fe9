/**
 * What devices report and how they are asked; may import {@code target}, {@code baseline}, {@code
 * predict}, {@code tensor} and {@code json}.
 */
@NullMarked
package io.edgeflow.core.telemetry;

import org.jspecify.annotations.NullMarked;
