/** What a device can and may do; may import {@code probe}. */
@NullMarked
package io.edgeflow.deploy.agent.config;

import org.jspecify.annotations.NullMarked;
