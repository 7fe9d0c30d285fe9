/** Answers to the rows of a CSV file; imports deploy and console. */
@NullMarked
package io.edgeflow.orchestrator.predict;

import org.jspecify.annotations.NullMarked;
