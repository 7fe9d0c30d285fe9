/**
 * What a stage is given by the run: id, seed, clock, workspace, progress, events; may import {@code
 * artifact} and {@code track}.
 */
@NullMarked
package io.edgeflow.core.run;

import org.jspecify.annotations.NullMarked;
