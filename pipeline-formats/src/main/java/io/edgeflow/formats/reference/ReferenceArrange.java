package io.edgeflow.formats.reference;

import java.util.Arrays;
import java.util.List;

/** Moving the values of one sample; sizes have the batch of 1 first. */
final class ReferenceArrange {
  private ReferenceArrange() {}

  static float[] transpose(float[] x, int[] dims, List<Integer> permutation) {
    int rank = dims.length;
    int[] strides = strides(dims);
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      int rest = i;
      int from = 0;
      for (int axis = rank - 1; axis >= 0; axis--) {
        int source = permutation.get(axis);
        from += rest % dims[source] * strides[source];
        rest /= dims[source];
      }
      y[i] = x[from];
    }
    return y;
  }

  static float[] pad(float[] x, int[] in, int[] out, List<Integer> before, float value) {
    int[] strides = strides(out);
    float[] y = new float[strides[0] * out[0]];
    Arrays.fill(y, value);
    for (int i = 0; i < x.length; i++) {
      int rest = i;
      int to = 0;
      for (int axis = in.length - 1; axis >= 1; axis--) {
        to += (rest % in[axis] + before.get(axis - 1)) * strides[axis];
        rest /= in[axis];
      }
      y[to] = x[i];
    }
    return y;
  }

  static float[] concat(List<float[]> inputs, List<int[]> dims, int axis, int size) {
    float[] y = new float[size];
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= dims.get(0)[i];
    }
    int target = 0;
    for (int block = 0; block < outer; block++) {
      for (float[] input : inputs) {
        int each = input.length / outer;
        System.arraycopy(input, block * each, y, target, each);
        target += each;
      }
    }
    return y;
  }

  private static int[] strides(int[] dims) {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }
}
