/**
 * One device: what it admits, when it switches and when it falls back; may import {@code config},
 * {@code state}, {@code probe}, {@code model}, {@code release}, {@code trust} and {@code wire}.
 */
@NullMarked
package io.edgeflow.deploy.agent.device;

import org.jspecify.annotations.NullMarked;
