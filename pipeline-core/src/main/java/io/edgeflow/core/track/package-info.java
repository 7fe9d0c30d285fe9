/** The experiment tracking SPI; imports nothing of Edgeflow. */
@NullMarked
package io.edgeflow.core.track;

import org.jspecify.annotations.NullMarked;
