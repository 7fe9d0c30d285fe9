package io.edgeflow.formats.reference;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Selection;

/** The operators that give some of the values that they read. */
interface ReferenceSelection extends Selection.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] embedding(Selection.Embedding op) {
    float[] table = call().constant(ConstantRole.WEIGHT);
    int features = call().shapes().constant(ConstantRole.WEIGHT).fixed(1);
    int count = table.length / features;
    float[] x = call().x();
    float[] y = new float[x.length * features];
    for (int i = 0; i < x.length; i++) {
      int row = (int) x[i];
      if (row != x[i] || row < 0 || row >= count) {
        throw PipelineException.failed("No row of the table has the number")
            .found(x[i])
            .limit("0 to " + (count - 1) + ", whole")
            .where("node " + call().shapes().node())
            .build();
      }
      System.arraycopy(table, row * features, y, i * features, features);
    }
    return y;
  }

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
