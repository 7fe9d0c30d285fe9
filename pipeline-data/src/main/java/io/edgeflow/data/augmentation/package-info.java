/** Random changes of training images on the fly; imports only {@code core}. */
@NullMarked
package io.edgeflow.data.augmentation;

import org.jspecify.annotations.NullMarked;
