package io.edgeflow.deploy.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A tensor on the wire: {@code {"type": "F32", "dims": [2, 16], "data": "…"}}, where {@code type}
 * is the element type's name in safetensors, {@code dims} are the sizes in row-major order, and
 * {@code data} is the Base64 (RFC 4648, with padding) of the elements, little-endian. A NaN is its
 * four bytes, so that a missing value survives. FLOAT32 and INT32 are spoken.
 */
public record TypedTensor(Tensor tensor) {
  private static final List<ElementType> SPOKEN = List.of(ElementType.FLOAT32, ElementType.INT32);
  private static final int MOST_AXES = 8;

  /** Checks the element type. */
  public TypedTensor {
    if (!SPOKEN.contains(tensor.type())) {
      throw new IllegalArgumentException("A tensor of " + tensor.type());
    }
  }

  private record Written(String type, List<Integer> dims, String data) {
    private Written {
      Objects.requireNonNull(type, "type");
      dims = List.copyOf(dims);
      Objects.requireNonNull(data, "data");
    }
  }

  /**
   * Reads what a peer sent, which may be anything.
   *
   * @throws IllegalArgumentException if type, sizes and data do not fit each other
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TypedTensor of(Written written) {
    ElementType type =
        SPOKEN.stream()
            .filter(spoken -> spoken.safetensors().equals(written.type()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("A tensor of " + written.type()));
    byte[] data = Base64.getDecoder().decode(written.data());
    int[] dims = written.dims().stream().mapToInt(Integer::intValue).toArray();
    if (dims.length > MOST_AXES || bytes(type, dims) != data.length) {
      throw new IllegalArgumentException(
          data.length + " bytes for " + type + " of " + Arrays.toString(dims));
    }
    ByteBuffer copy = ByteBuffer.allocateDirect(data.length).put(data).flip();
    return new TypedTensor(Tensor.wrap(type, dims, copy));
  }

  @JsonValue
  Written written() {
    byte[] data = new byte[tensor.bytes().remaining()];
    tensor.bytes().get(data);
    return new Written(
        tensor.type().safetensors(),
        Arrays.stream(tensor.dims()).boxed().toList(),
        Base64.getEncoder().encodeToString(data));
  }

  /** What the sizes ask for; -1 for sizes that no tensor has. */
  private static long bytes(ElementType type, int[] dims) {
    long bytes = type.bytes();
    for (int dim : dims) {
      if (dim < 0 || (dim > 0 && bytes > Integer.MAX_VALUE / dim)) {
        return -1;
      }
      bytes *= dim;
    }
    return bytes;
  }
}
