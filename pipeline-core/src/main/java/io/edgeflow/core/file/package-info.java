/** What the file system's own calls lack; imports nothing of Edgeflow. */
@NullMarked
package io.edgeflow.core.file;

import org.jspecify.annotations.NullMarked;
