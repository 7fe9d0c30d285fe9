/**
 * What a release carries: one deterministic archive of model, inference settings, golden rows,
 * baseline, model card and bill of materials; may import {@code release}.
 */
@NullMarked
package io.edgeflow.deploy.bundle;

import org.jspecify.annotations.NullMarked;
