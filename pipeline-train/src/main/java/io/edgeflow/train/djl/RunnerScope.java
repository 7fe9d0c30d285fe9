package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import io.edgeflow.core.graph.op.ConstantRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operators of every family are run with. */
interface RunnerScope {
  /** The data inputs. */
  List<NDArray> data();

  /** The first data input. */
  NDArray x();

  /** A constant that the operator requires. */
  NDArray constant(ConstantRole role);

  /** A constant that may be absent. */
  @Nullable NDArray optional(ConstantRole role);
}
