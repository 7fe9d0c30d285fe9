package io.edgeflow.train.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.edgeflow.core.graph.op.Selection;

/** Executes the operators that give some of the values that they read. */
interface SelectionRunner extends Selection.Visitor<NDArray>, RunnerScope {
  @Override
  default NDArray slice(Selection.Slice op) {
    NDIndex places = new NDIndex().addAllDim(op.axis());
    return x().get(places.addSliceDim(op.begin(), op.end(), op.step()));
  }
}
