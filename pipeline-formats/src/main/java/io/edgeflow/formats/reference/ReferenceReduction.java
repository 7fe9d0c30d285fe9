package io.edgeflow.formats.reference;

import io.edgeflow.core.graph.op.Reduction;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** The operators that make one number of several. */
interface ReferenceReduction extends Reduction.Visitor<float[]> {
  /** What the operator reads. */
  ReferenceCall call();

  @Override
  default float[] reduceMean(Reduction.ReduceMean op) {
    int each = call().x().length / call().output().elementsPerSample();
    return reduce(op.over(), 0, Double::sum, each);
  }

  @Override
  default float[] reduceMax(Reduction.ReduceMax op) {
    return reduce(op.over(), Double.NEGATIVE_INFINITY, Math::max, 1);
  }

  @Override
  default float[] reduceSum(Reduction.ReduceSum op) {
    return reduce(op.over(), 0, Double::sum, 1);
  }

  @Override
  default float[] argMax(Reduction.ArgMax op) {
    int[] dims = call().in().resolve(1, 1);
    int each = 1;
    for (int axis = op.axis() + 1; axis < dims.length; axis++) {
      each *= dims[axis];
    }
    int size = dims[op.axis()];
    float[] x = call().x();
    float[] y = new float[x.length / size];
    for (int i = 0; i < y.length; i++) {
      int from = i / each * each * size + i % each;
      for (int place = 1; place < size; place++) {
        if (x[from + place * each] > x[from + ((int) y[i]) * each]) {
          y[i] = place;
        }
      }
    }
    return y;
  }

  private float[] reduce(List<Integer> over, double start, DoubleBinaryOperator op, int divisor) {
    int[] dims = call().in().resolve(1, 1);
    int[] steps = new int[dims.length];
    int size = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      if (!over.contains(axis)) {
        steps[axis] = size;
        size *= dims[axis];
      }
    }
    double[] found = new double[size];
    Arrays.fill(found, start);
    float[] x = call().x();
    for (int i = 0; i < x.length; i++) {
      int rest = i;
      int to = 0;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        to += rest % dims[axis] * steps[axis];
        rest /= dims[axis];
      }
      found[to] = op.applyAsDouble(found[to], x[i]);
    }
    float[] y = new float[size];
    for (int i = 0; i < size; i++) {
      y[i] = (float) (found[i] / divisor);
    }
    return y;
  }
}
