/** The learning rate of each step, in plain Java; imports nothing. */
@NullMarked
package io.edgeflow.train.schedule;

import org.jspecify.annotations.NullMarked;
