package io.edgeflow.formats.read;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Folds transposes and what repeats elements. */
final class FoldViews {
  private final Folding folding;

  FoldViews(Folding folding) {
    this.folding = folding;
  }

  FoldedTensor transpose(FoldedTensor x, int... order) {
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, x.rank()).toArray())) {
      throw Folding.refused(
          "The order of a transpose does not name each axis of " + x + " once",
          Arrays.toString(order));
    }
    int[] strides = Cursor.strides(x.stored().dims());
    long[] dims = IntStream.of(order).mapToLong(x::dim).toArray();
    int[] stored = IntStream.of(order).map(x.stored()::dim).toArray();
    int[] steps = IntStream.of(order).map(axis -> strides[axis]).toArray();
    return folding.copy(x, dims, stored, new Cursor(stored, steps, 0));
  }

  FoldedTensor expand(FoldedTensor x, long... sizes) {
    long[] dims = FoldElements.broadcast(x.dims(), sizes);
    int[] stored = new int[dims.length];
    int missing = dims.length - x.rank();
    for (int axis = 0; axis < dims.length; axis++) {
      stored[axis] = axis < missing ? 1 : x.stored().dim(axis - missing);
    }
    return repeated(x.under(dims, stored), LongStream.of(dims).map(s -> 1).toArray());
  }

  FoldedTensor tile(FoldedTensor x, long... times) {
    if (times.length != x.rank() || LongStream.of(times).anyMatch(t -> t < 0)) {
      throw Folding.refused("A tile does not say how often for each axis", Arrays.toString(times));
    }
    return repeated(x, times);
  }

  /** With all elements stored along the axes. */
  FoldedTensor filled(FoldedTensor x, int... axes) {
    boolean[] full = new boolean[x.rank()];
    for (int axis : axes) {
      full[axis] = true;
    }
    return filled(x, full);
  }

  FoldedTensor filled(FoldedTensor x, boolean... axes) {
    int[] stored = x.stored().dims();
    boolean any = false;
    for (int axis = 0; axis < stored.length; axis++) {
      if (axes[axis] && x.repeats(axis)) {
        stored[axis] = Folding.small(x.dim(axis));
        any = true;
      }
    }
    return any ? folding.copy(x, x.dims(), stored, Cursor.broadcast(x.stored().dims(), stored)) : x;
  }

  /** Repeats: along an axis that is stored once only its size grows, along others the elements. */
  private FoldedTensor repeated(FoldedTensor x, long... times) {
    int[] own = Cursor.strides(x.stored().dims());
    int rank = x.rank();
    long[] dims = new long[rank];
    int[] stored = new int[rank];
    int[] sizes = new int[2 * rank];
    int[] strides = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      int size = x.stored().dim(axis);
      dims[axis] = FoldedTensor.product(new long[] {x.dim(axis), times[axis]});
      stored[axis] =
          dims[axis] == 0 || size != 1
              ? Folding.small(FoldedTensor.product(new long[] {size, times[axis]}))
              : 1;
      sizes[2 * axis] = size == 0 ? 0 : stored[axis] / size;
      sizes[2 * axis + 1] = size;
      strides[2 * axis + 1] = own[axis];
    }
    return Arrays.equals(stored, x.stored().dims())
        ? x.under(dims, stored)
        : folding.copy(x, dims, stored, new Cursor(sizes, strides, 0));
  }
}
