package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import io.edgeflow.core.graph.op.ConstantRole;
import org.jspecify.annotations.Nullable;

/** What the operators of every family are run with. */
interface RunnerScope {
  /** The first data input. */
  NDArray x();

  /** A constant that the operator requires. */
  NDArray constant(ConstantRole role);

  /** A constant that may be absent. */
  @Nullable NDArray optional(ConstantRole role);
}
