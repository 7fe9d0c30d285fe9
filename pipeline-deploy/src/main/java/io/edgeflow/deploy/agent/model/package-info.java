/**
 * The model that answers, what it counts and what the device reports; may import {@code config},
 * {@code state}, {@code serving}, {@code batch}, {@code bundle}, {@code release} and {@code wire}.
 */
@NullMarked
package io.edgeflow.deploy.agent.model;

import org.jspecify.annotations.NullMarked;
