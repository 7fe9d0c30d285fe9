/**
 * A child process in Java, and how it notices that its parent is gone; may import nothing of the
 * agent.
 */
@NullMarked
package io.edgeflow.deploy.agent.process;

import org.jspecify.annotations.NullMarked;
