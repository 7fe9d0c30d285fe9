package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Selection;

/** Executes the operators that give some of the values that they read. */
interface SelectionRunner extends Selection.Visitor<NDArray>, RunnerScope {
  /** The engine refuses the number of a row that there is not. */
  @Override
  default NDArray embedding(Selection.Embedding op) {
    NDArray rows = x().toType(DataType.INT64, false);
    return Embedding.embedding(rows, constant(ConstantRole.WEIGHT), SparseFormat.DENSE)
        .singletonOrThrow();
  }

  @Override
  default NDArray slice(Selection.Slice op) {
    NDIndex places = new NDIndex().addAllDim(op.axis());
    return x().get(places.addSliceDim(op.begin(), op.end(), op.step()));
  }
}
