package io.edgeflow.formats.layout;

import java.util.List;
import java.util.stream.IntStream;

/** Where the elements of one sample lie when its axes are in another order. */
public final class AxisOrder {
  private AxisOrder() {}

  /**
   * For each element of a sample in logical order its place in an array.
   *
   * @param logical the sizes of a graph's tensor without the batch
   * @param axes the axes of the graph's tensor, of which the first behind the batch is 1, in the
   *     order in which they lie in the array
   */
  public static int[] places(int[] logical, List<Integer> axes) {
    int[] strides = new int[logical.length];
    int stride = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int axis = axes.get(i) - 1;
      strides[axis] = stride;
      stride *= logical[axis];
    }
    int[] places = new int[stride];
    int[] at = new int[logical.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = IntStream.range(0, at.length).map(k -> at[k] * strides[k]).sum();
      next(at, logical);
    }
    return places;
  }

  private static void next(int[] at, int[] sizes) {
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis]++;
      if (at[axis] < sizes[axis]) {
        return;
      }
      at[axis] = 0;
    }
  }

  /** The axes in the order of memory: of images the channels last. */
  public static List<Integer> inMemory(int[] logical) {
    return logical.length == 3
        ? List.of(2, 3, 1)
        : IntStream.rangeClosed(1, logical.length).boxed().toList();
  }
}
