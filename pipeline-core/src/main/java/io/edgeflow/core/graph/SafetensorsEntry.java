package io.edgeflow.core.graph;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors header says of one tensor; the bytes from {@code begin} to {@code end} are
 * just those that shape and type take.
 */
record SafetensorsEntry(String name, ElementType type, List<Integer> dims, long begin, long end) {
  /** That of the widest element type. */
  private static final int ALIGNMENT = Long.BYTES;

  SafetensorsEntry {
    dims = List.copyOf(dims);
  }

  /**
   * Reads and checks the header's fields.
   *
   * @throws PipelineException naming the tensor if they are damaged
   */
  static SafetensorsEntry read(String name, Map<?, ?> fields, Object where) {
    try {
      ElementType type = type(String.valueOf(fields.get("dtype")));
      List<Integer> dims = numbers(fields, "shape").stream().map(Math::toIntExact).toList();
      List<Long> offsets = numbers(fields, "data_offsets");
      long bytes = type.bytes();
      for (int dim : dims) {
        bytes = Math.multiplyExact(bytes, (long) dim);
      }
      if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != bytes) {
        throw new IllegalArgumentException(bytes + " bytes at " + offsets);
      }
      return new SafetensorsEntry(name, type, dims, offsets.get(0), offsets.get(1));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw PipelineException.failed("The tensor " + name + " is damaged")
          .found(fields)
          .where(where)
          .cause(e)
          .build();
    }
  }

  /**
   * The tensor in a container whose data begin at {@code start}: in the container's own memory
   * where that is direct and its elements are aligned, else a copy.
   */
  Tensor tensor(ByteBuffer container, int start) {
    int from = Math.toIntExact(start + begin);
    ByteBuffer bytes = container.slice(from, Math.toIntExact(end - begin));
    if (!container.isDirect() || container.alignmentOffset(from, ALIGNMENT) != 0) {
      bytes = ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
    }
    return Tensor.wrap(type, dims.stream().mapToInt(Integer::intValue).toArray(), bytes);
  }

  private static List<Long> numbers(Map<?, ?> fields, String key) {
    if (!(fields.get(key) instanceof List<?> list)) {
      throw new IllegalArgumentException("No list " + key);
    }
    return list.stream().map(value -> number(key, value)).toList();
  }

  private static long number(String key, Object value) {
    boolean whole = value instanceof Integer || value instanceof Long;
    if (!whole || ((Number) value).longValue() < 0) {
      throw new IllegalArgumentException(key + " of " + value);
    }
    return ((Number) value).longValue();
  }

  private static ElementType type(String dtype) {
    return Arrays.stream(ElementType.values())
        .filter(t -> t.safetensors().equals(dtype))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Element type " + dtype));
  }
}
