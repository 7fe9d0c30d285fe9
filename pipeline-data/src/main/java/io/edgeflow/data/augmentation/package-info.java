/** Random changes of training samples on the fly; imports only {@code core}. */
@NullMarked
package io.edgeflow.data.augmentation;

import org.jspecify.annotations.NullMarked;
