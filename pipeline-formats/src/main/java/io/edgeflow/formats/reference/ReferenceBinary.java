package io.edgeflow.formats.reference;

import io.edgeflow.core.tensor.Shape;
import java.util.function.DoubleBinaryOperator;

/** An operator of two operands on one sample, with sizes of 1 that stand for any. */
final class ReferenceBinary {
  private ReferenceBinary() {}

  static float[] apply(
      float[] x, Shape xShape, float[] y, Shape yShape, Shape out, DoubleBinaryOperator op) {
    int[] dims = out.resolve(1, 1);
    int[] xSteps = steps(xShape.resolve(1, 1), dims);
    int[] ySteps = steps(yShape.resolve(1, 1), dims);
    float[] result = new float[out.elementsPerSample()];
    for (int i = 0; i < result.length; i++) {
      int rest = i;
      int a = 0;
      int b = 0;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        int at = rest % dims[axis];
        rest /= dims[axis];
        a += at * xSteps[axis];
        b += at * ySteps[axis];
      }
      result[i] = (float) op.applyAsDouble(x[a], y[b]);
    }
    return result;
  }

  /** The distance in memory of one step along each axis of the result; missing axes are leading. */
  private static int[] steps(int[] sizes, int[] result) {
    int[] steps = new int[result.length];
    int stride = 1;
    for (int back = 1; back <= sizes.length; back++) {
      int size = sizes[sizes.length - back];
      steps[result.length - back] = size == 1 ? 0 : stride;
      stride *= size;
    }
    return steps;
  }
}
