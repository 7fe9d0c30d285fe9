/**
 * A step's place in the workflow: what it takes and gives, when it is reused, its gate, its panels;
 * may import {@code run}, {@code stage}, {@code report}, {@code config} and {@code error}.
 */
@NullMarked
package io.edgeflow.core.step;

import org.jspecify.annotations.NullMarked;
