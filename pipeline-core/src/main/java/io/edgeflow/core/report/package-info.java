/** Figures and tables of a report, as data; drawing them is apart. Imports {@code metric}. */
@NullMarked
package io.edgeflow.core.report;

import org.jspecify.annotations.NullMarked;
