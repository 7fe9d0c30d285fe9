/**
 * Holds the whole house to its plan: which module may know which, and what may be seen from
 * outside.
 */
@NullMarked
package io.edgeflow.architecture;

import org.jspecify.annotations.NullMarked;
