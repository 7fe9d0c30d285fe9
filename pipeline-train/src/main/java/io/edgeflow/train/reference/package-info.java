/** Simple models beside the trained one, and what they tell about it and about the labels. */
@NullMarked
package io.edgeflow.train.reference;

import org.jspecify.annotations.NullMarked;
