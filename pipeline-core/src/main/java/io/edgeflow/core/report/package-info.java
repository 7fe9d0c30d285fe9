/** Figures and tables of a report, as data; drawing them is apart. Imports nothing of Edgeflow. */
@NullMarked
package io.edgeflow.core.report;

import org.jspecify.annotations.NullMarked;
