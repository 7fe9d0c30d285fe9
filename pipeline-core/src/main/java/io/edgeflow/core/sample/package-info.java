/**
 * What a sample is and what a model is to say of it; may import {@code tensor}, {@code metric} and
 * {@code numeric}.
 */
@NullMarked
package io.edgeflow.core.sample;

import org.jspecify.annotations.NullMarked;
