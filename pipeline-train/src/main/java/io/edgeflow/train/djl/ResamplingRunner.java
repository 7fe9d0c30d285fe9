package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.edgeflow.core.graph.op.Resampling;
import io.edgeflow.core.graph.op.Taps;

/** The operators that give an image of another size: two products with what pixels are made of. */
interface ResamplingRunner extends Resampling.Visitor<NDArray>, RunnerScope {
  @Override
  default NDArray resize(Resampling.Resize op) {
    Shape x = x().getShape();
    io.edgeflow.core.tensor.Shape image =
        io.edgeflow.core.tensor.Shape.batchOf((int) x.get(1), (int) x.get(2), (int) x.get(3));
    NDArray rows = matrix(op.rows(image));
    NDArray columns = matrix(op.columns(image));
    return rows.matMul(x()).matMul(columns.transpose());
  }

  private NDArray matrix(Taps taps) {
    return x().getManager().create(taps.matrix(), new Shape(taps.low().length, taps.input()));
  }
}
