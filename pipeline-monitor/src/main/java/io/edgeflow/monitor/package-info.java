/**
 * Stage 5, a watched fleet: the parts below put together as a pipeline stage and as a service;
 * imports its own sub-packages and {@code io.edgeflow.core}.
 */
@NullMarked
package io.edgeflow.monitor;

import org.jspecify.annotations.NullMarked;
