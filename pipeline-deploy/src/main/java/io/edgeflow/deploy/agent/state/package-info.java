/**
 * What a device keeps on disk: its folder, its slots and what it must not forget; may import {@code
 * bundle}, {@code release} and {@code trust}.
 */
@NullMarked
package io.edgeflow.deploy.agent.state;

import org.jspecify.annotations.NullMarked;
