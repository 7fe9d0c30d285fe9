package io.edgeflow.formats.reference;

/** The softmax of one sample. */
final class ReferenceSoftmax {
  private ReferenceSoftmax() {}

  /**
   * The softmax along one axis.
   *
   * @param dims the sizes, of which the batch of 1 is the first
   */
  static float[] along(int axis, float[] x, int[] dims) {
    int step = 1;
    for (int i = axis + 1; i < dims.length; i++) {
      step *= dims[i];
    }
    int count = dims[axis];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      if (i / step % count == 0) {
        row(x, y, i, step, count);
      }
    }
    return y;
  }

  private static void row(float[] x, float[] y, int first, int step, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, x[first + i * step]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(x[first + i * step] - largest);
    }
    for (int i = 0; i < count; i++) {
      y[first + i * step] = (float) (Math.exp(x[first + i * step] - largest) / sum);
    }
  }
}
