/**
 * Configuration values with their source location, field tables and collected problems; may import
 * {@code error} and {@code json}.
 */
@NullMarked
package io.edgeflow.core.config;

import org.jspecify.annotations.NullMarked;
