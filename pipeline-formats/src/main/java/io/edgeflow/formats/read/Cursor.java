package io.edgeflow.formats.read;

import java.util.function.IntSupplier;

/**
 * Walks over the places of stored elements, row-major in sizes that need not be the stored ones.
 */
final class Cursor implements IntSupplier {
  private final int[] dims;
  private final int[] strides;
  private final int[] counts;
  private int at;

  Cursor(int[] dims, int[] strides, int start) {
    this.dims = dims;
    this.strides = strides;
    this.counts = new int[dims.length];
    this.at = start;
  }

  /** Over a tensor that is broadcast to sizes. */
  static Cursor broadcast(int[] stored, int[] to) {
    int[] own = strides(stored);
    int[] strides = new int[to.length];
    int missing = to.length - stored.length;
    for (int axis = 0; axis < stored.length; axis++) {
      strides[missing + axis] = stored[axis] == 1 ? 0 : own[axis];
    }
    return new Cursor(to, strides, 0);
  }

  /** The steps between neighbours along each axis of a dense row-major array. */
  static int[] strides(int[] dims) {
    int[] strides = new int[dims.length];
    int step = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= dims[axis];
    }
    return strides;
  }

  /** The place here; goes on to the next. */
  @Override
  public int getAsInt() {
    int here = at;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++counts[axis] < dims[axis]) {
        return here;
      }
      at -= strides[axis] * dims[axis];
      counts[axis] = 0;
    }
    return here;
  }
}
