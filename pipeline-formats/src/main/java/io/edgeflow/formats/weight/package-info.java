/** The weights that a model file holds, as read back from it; imports nothing of Edgeflow. */
@NullMarked
package io.edgeflow.formats.weight;

import org.jspecify.annotations.NullMarked;
