/**
 * The manager's side of a fleet: the client that speaks to devices, and the devices on this
 * machine; may import {@code agent}, {@code wire}, {@code release} and {@code trust}.
 */
@NullMarked
package io.edgeflow.deploy.fleet;

import org.jspecify.annotations.NullMarked;
