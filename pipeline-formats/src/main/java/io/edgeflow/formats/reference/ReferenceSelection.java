package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Selection;

/** The operators that give some of the values that they read. */
interface ReferenceSelection extends Selection.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] slice(Selection.Slice op) {
    int[] dims = call().in().resolve(1, 1);
    int each = 1;
    for (int axis = op.axis() + 1; axis < dims.length; axis++) {
      each *= dims[axis];
    }
    float[] y = new float[call().output().elementsPerSample()];
    int target = 0;
    for (int block = 0; block < call().x().length; block += dims[op.axis()] * each) {
      for (int place = op.begin(); place < op.end(); place += op.step()) {
        System.arraycopy(call().x(), block + place * each, y, target, each);
        target += each;
      }
    }
    return y;
  }
}
