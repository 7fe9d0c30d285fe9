/**
 * Canary and waves: deliver, bake, judge, promote, pause or roll back, with a timeline; may import
 * {@code fleet}, {@code wire} and {@code release}.
 */
@NullMarked
package io.edgeflow.deploy.rollout;

import org.jspecify.annotations.NullMarked;
