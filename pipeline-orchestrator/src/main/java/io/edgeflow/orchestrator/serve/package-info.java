/** The fleet between runs: what it runs, and the watch over it; imports deploy and monitor. */
@NullMarked
package io.edgeflow.orchestrator.serve;

import org.jspecify.annotations.NullMarked;
