/**
 * Signed release statements, the folder of releases, and the names of refusals; may import {@code
 * trust}.
 */
@NullMarked
package io.edgeflow.deploy.release;

import org.jspecify.annotations.NullMarked;
