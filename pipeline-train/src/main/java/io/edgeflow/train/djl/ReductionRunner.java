package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.edgeflow.core.graph.op.Reduction;
import java.util.function.BiFunction;

/** The operators that make one number of several. The engine takes one axis at a time. */
interface ReductionRunner extends Reduction.Visitor<NDArray>, RunnerScope {
  @Override
  default NDArray reduceMean(Reduction.ReduceMean op) {
    return each(op, (x, axis) -> x.mean(axis, true));
  }

  @Override
  default NDArray reduceMax(Reduction.ReduceMax op) {
    return each(op, (x, axis) -> x.max(axis, true));
  }

  @Override
  default NDArray reduceSum(Reduction.ReduceSum op) {
    return each(op, (x, axis) -> x.sum(axis, true));
  }

  @Override
  default NDArray argMax(Reduction.ArgMax op) {
    NDArray places = x().argMax(op.axis()).toType(DataType.FLOAT32, false);
    return op.keep() ? places.expandDims(op.axis()) : places;
  }

  private NDArray each(Reduction op, BiFunction<NDArray, int[], NDArray> one) {
    NDArray reduced = x();
    for (int axis : op.over()) {
      reduced = one.apply(reduced, new int[] {axis});
    }
    return op.keep()
        ? reduced
        : reduced.squeeze(op.over().stream().mapToInt(Integer::intValue).toArray());
  }
}
