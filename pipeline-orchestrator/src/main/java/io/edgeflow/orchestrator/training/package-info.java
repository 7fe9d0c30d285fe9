/**
 * Training by hand, without a workflow; imports {@code config}, {@code console} and {@code run}.
 */
@NullMarked
package io.edgeflow.orchestrator.training;

import org.jspecify.annotations.NullMarked;
