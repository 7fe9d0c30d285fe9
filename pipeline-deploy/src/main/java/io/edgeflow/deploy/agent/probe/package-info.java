/**
 * Tries a model that was never run here in a child process, so that a crash costs nothing; may
 * import {@code process}, {@code serving}, {@code bundle} and {@code release}.
 */
@NullMarked
package io.edgeflow.deploy.agent.probe;

import org.jspecify.annotations.NullMarked;
