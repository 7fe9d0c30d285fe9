package io.edgeflow.deploy.batch;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Parts of tensors whose first axis counts rows. */
public final class Rows {
  /** How many rows a model is given at once: more cost memory and save no more time. */
  public static final int BATCH = 64;

  private Rows() {}

  /** Rows {@code from} to {@code to} (exclusive) of a tensor, without a copy. */
  public static Tensor of(Tensor tensor, int from, int to) {
    int[] dims = tensor.dims();
    int rowBytes = dims[0] == 0 ? 0 : tensor.bytes().remaining() / dims[0];
    dims[0] = to - from;
    return Tensor.wrap(
        tensor.type(), dims, tensor.bytes().slice(from * rowBytes, (to - from) * rowBytes));
  }

  /** Rows of {@code columns} floats each, one below the other. */
  public static Tensor matrix(List<float[]> rows, int columns) {
    ByteBuffer data =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(Math.multiplyExact(rows.size(), columns), Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = data.asFloatBuffer();
    rows.forEach(floats::put);
    return Tensor.wrap(ElementType.FLOAT32, new int[] {rows.size(), columns}, data);
  }

  /** Matrices of floats one below the other; at least one. */
  public static Tensor joined(List<Tensor> parts) {
    int rows = parts.stream().mapToInt(part -> part.dim(0)).sum();
    int bytes = parts.stream().mapToInt(part -> part.bytes().remaining()).sum();
    ByteBuffer data = ByteBuffer.allocateDirect(bytes);
    parts.forEach(part -> data.put(part.bytes()));
    int[] dims = parts.get(0).dims();
    dims[0] = rows;
    return Tensor.wrap(parts.get(0).type(), dims, data.flip());
  }
}
