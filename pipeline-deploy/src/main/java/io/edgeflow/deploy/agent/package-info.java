/**
 * The device agent: a program with its own state folder that verifies, tries, activates and serves
 * models, and falls back by itself; may import {@code wire}, {@code serving}, {@code bundle},
 * {@code release} and {@code trust}.
 */
@NullMarked
package io.edgeflow.deploy.agent;

import org.jspecify.annotations.NullMarked;
