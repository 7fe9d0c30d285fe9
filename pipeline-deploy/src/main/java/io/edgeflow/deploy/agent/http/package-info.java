/** A device's HTTPS endpoint; may import {@code device}, {@code release} and {@code wire}. */
@NullMarked
package io.edgeflow.deploy.agent.http;

import org.jspecify.annotations.NullMarked;
