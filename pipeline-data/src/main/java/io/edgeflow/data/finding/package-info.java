/** What is found in a prepared data set, beside its quality; may use the data set and images. */
@NullMarked
package io.edgeflow.data.finding;

import org.jspecify.annotations.NullMarked;
