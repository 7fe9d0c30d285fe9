package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Product;
import io.edgeflow.core.tensor.Shape;

/** The operators that multiply two tensors. */
interface ReferenceProduct extends Product.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] matMul(Product.MatMul op) {
    Shape in = call().in();
    Shape out = call().output();
    int count = in.fixed(in.rank() - 1);
    int rows = out.fixed(out.rank() - 2);
    int columns = out.fixed(out.rank() - 1);
    int step = op.transposeSecond() ? 1 : columns;
    int next = op.transposeSecond() ? count : 1;
    float[] x = call().x();
    float[] second = call().inputs().get(1);
    float[] y = new float[out.elementsPerSample()];
    for (int i = 0; i < y.length; i++) {
      int row = i / columns;
      int from = row / rows * count * columns + i % columns * next;
      double sum = 0;
      for (int k = 0; k < count; k++) {
        sum += (double) x[row * count + k] * second[from + k * step];
      }
      y[i] = (float) sum;
    }
    return y;
  }
}
