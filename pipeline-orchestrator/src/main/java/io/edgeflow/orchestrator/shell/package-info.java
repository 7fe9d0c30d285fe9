/** The interactive session: JShell with everything imported. */
@NullMarked
package io.edgeflow.orchestrator.shell;

import org.jspecify.annotations.NullMarked;
