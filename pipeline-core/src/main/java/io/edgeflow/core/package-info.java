/** The contracts that cross module borders, in plain Java; holds no type of its own. */
@NullMarked
package io.edgeflow.core;

import org.jspecify.annotations.NullMarked;
