package io.edgeflow.formats.lower;

import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The elements of a tensor of any type in another order. */
public final class TensorOrder {
  private TensorOrder() {}

  /** Output axis {@code i} is input axis {@code permutation[i]}. */
  public static Tensor transpose(Tensor tensor, List<Integer> permutation) {
    int rank = tensor.rank();
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= tensor.dim(axis);
    }
    int[] dims = permutation.stream().mapToInt(tensor::dim).toArray();
    int[] steps = permutation.stream().mapToInt(axis -> strides[axis]).toArray();
    int[] from = new int[tensor.size()];
    for (int i = 0; i < from.length; i++) {
      int rest = i;
      for (int axis = rank - 1; axis >= 0; axis--) {
        from[i] += rest % dims[axis] * steps[axis];
        rest /= dims[axis];
      }
    }
    return gather(tensor, dims, from);
  }

  /** The columns of a matrix: column {@code i} of the result is column {@code order[i]}. */
  static Tensor columns(Tensor matrix, int[] order) {
    int[] from = new int[matrix.size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = i - i % order.length + order[i % order.length];
    }
    return gather(matrix, matrix.dims(), from);
  }

  private static Tensor gather(Tensor tensor, int[] dims, int[] from) {
    int bytes = tensor.type().bytes();
    ByteBuffer source = tensor.bytes();
    ByteBuffer target =
        ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < from.length; i++) {
      target.put(i * bytes, source, from[i] * bytes, bytes);
    }
    return Tensor.wrap(tensor.type(), dims, target);
  }
}
