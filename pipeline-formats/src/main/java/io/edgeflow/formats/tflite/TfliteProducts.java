package io.edgeflow.formats.tflite;

import java.util.List;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.Tensor;

/** Whether the shape of a product of two tensors is the one that a file declares. */
final class TfliteProducts {
  /** What the kernels take. */
  private static final int MOST_AXES = 5;

  private TfliteProducts() {}

  static boolean fit(Operator operator, Tensor one, Tensor other, Tensor out) {
    BatchMatMulOptions o = TfliteShapes.options(operator, new BatchMatMulOptions());
    List<Integer> x = TfliteShapes.sizes(one);
    List<Integer> y = TfliteShapes.sizes(other);
    List<Integer> z = TfliteShapes.sizes(out);
    int rank = x.size();
    if (rank < 2 || rank > MOST_AXES || y.size() != rank || z.size() != rank || o.adjX()) {
      return false;
    }
    int last = rank - 1;
    int row = rank - 2;
    List<Integer> before = x.subList(0, row);
    return before.equals(y.subList(0, row))
        && before.equals(z.subList(0, row))
        && x.get(last).equals(y.get(o.adjY() ? last : row))
        && z.get(row).equals(x.get(row))
        && z.get(last).equals(y.get(o.adjY() ? row : last));
  }
}
