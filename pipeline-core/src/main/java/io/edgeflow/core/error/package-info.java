/** The one exception of the project and its kinds; imports nothing of Edgeflow. */
@NullMarked
package io.edgeflow.core.error;

import org.jspecify.annotations.NullMarked;
