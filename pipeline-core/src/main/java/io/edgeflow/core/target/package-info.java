/** Deployment targets. */
@NullMarked
package io.edgeflow.core.target;

import org.jspecify.annotations.NullMarked;
