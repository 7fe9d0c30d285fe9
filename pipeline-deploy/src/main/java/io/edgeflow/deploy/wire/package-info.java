/** What managers and devices say to each other, as JSON; may import {@code release}. */
@NullMarked
package io.edgeflow.deploy.wire;

import org.jspecify.annotations.NullMarked;
