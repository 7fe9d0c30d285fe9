/**
 * A device's HTTPS endpoint; may import {@code device}, {@code release}, {@code wire} and {@code
 * io.edgeflow.http}.
 */
@NullMarked
package io.edgeflow.deploy.agent.http;

import org.jspecify.annotations.NullMarked;
