/**
 * What is left of a graph to compute on a device, the common ground of both writers; may import
 * {@code core}.
 */
@NullMarked
package io.edgeflow.formats.lower;

import org.jspecify.annotations.NullMarked;
