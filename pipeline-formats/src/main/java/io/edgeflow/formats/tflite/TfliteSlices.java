package io.edgeflow.formats.tflite;

import java.util.List;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.StridedSliceOptions;
import org.tensorflow.lite.schema.Tensor;

/** Whether the shape of a part of a tensor is the one that a file declares. */
final class TfliteSlices {
  /** What the kernels take. */
  private static final int MOST_AXES = 5;

  private TfliteSlices() {}

  /**
   * Whether a slice gives the output.
   *
   * @param places begin, end and step of each axis
   */
  static boolean fit(Operator operator, Tensor in, List<List<Integer>> places, Tensor out) {
    StridedSliceOptions o = TfliteShapes.options(operator, new StridedSliceOptions());
    List<Integer> read = TfliteShapes.sizes(in);
    List<Integer> given = TfliteShapes.sizes(out);
    int rank = read.size();
    boolean plain = o.ellipsisMask() == 0 && o.newAxisMask() == 0 && o.shrinkAxisMask() == 0;
    boolean fits =
        plain
            && !o.offset()
            && rank <= MOST_AXES
            && given.size() == rank
            && places.stream().allMatch(numbers -> numbers.size() == rank);
    for (int axis = 0; fits && axis < rank; axis++) {
      int begin = masked(o.beginMask(), axis) ? 0 : places.get(0).get(axis);
      int end = masked(o.endMask(), axis) ? read.get(axis) : places.get(1).get(axis);
      int step = places.get(2).get(axis);
      fits =
          step >= 1
              && begin >= 0
              && begin < end
              && end <= read.get(axis)
              && (end - begin - 1) / step + 1 == given.get(axis);
    }
    return fits;
  }

  private static boolean masked(int mask, int axis) {
    return (mask >> axis & 1) == 1;
  }
}
