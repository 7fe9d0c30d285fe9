/** Numbers that leave a stage: value, unit, direction and sample count. */
@NullMarked
package io.edgeflow.core.metric;

import org.jspecify.annotations.NullMarked;
