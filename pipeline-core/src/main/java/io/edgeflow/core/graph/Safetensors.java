package io.edgeflow.core.graph;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The safetensors container: 8 bytes of little-endian header length, a JSON header padded with
 * spaces to 8 bytes, then the tensors without gaps.
 */
public final class Safetensors {
  private static final int ALIGNMENT = 8;
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /** Tensors by name and the header's metadata. */
  public record Content(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /** Writes tensors; equal content gives equal bytes, whatever the order of the map. */
  public static byte[] write(Map<String, Tensor> tensors, Map<String, String> metadata) {
    Map<String, Object> header = new TreeMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, metadata);
    }
    Map<String, Tensor> sorted = new TreeMap<>(tensors);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : sorted.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = offset + tensor.bytes().remaining();
      header.put(
          entry.getKey(),
          Map.of(
              "dtype", tensor.type().safetensors(),
              "shape", tensor.dims(),
              "data_offsets", new long[] {offset, end}));
      offset = end;
    }
    byte[] json = padded(Json.text(header));
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + offset))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(json.length).put(json);
    sorted.values().forEach(tensor -> out.put(tensor.bytes()));
    return out.array();
  }

  /** Reads a container; {@code where} is named in errors. */
  public static Content read(byte[] bytes, Object where) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < Long.BYTES) {
      throw damaged("too short", where);
    }
    long length = in.getLong();
    if (length < 2 || length > bytes.length - Long.BYTES) {
      throw damaged("header length " + length, where);
    }
    int start = Math.toIntExact(Long.BYTES + length);
    String json = new String(bytes, Long.BYTES, (int) length, StandardCharsets.UTF_8);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    Json.readMap(json, where)
        .forEach(
            (name, value) -> {
              if (!(value instanceof Map<?, ?> entry)) {
                throw damaged("entry " + name, where);
              }
              if (name.equals(METADATA)) {
                entry.forEach((k, v) -> metadata.put(String.valueOf(k), String.valueOf(v)));
              } else {
                tensors.put(name, tensor(name, entry, in, start, where));
              }
            });
    return new Content(tensors, metadata);
  }

  private static Tensor tensor(
      String name, Map<?, ?> entry, ByteBuffer in, int start, Object where) {
    try {
      ElementType type = type(String.valueOf(entry.get("dtype")));
      int[] dims = numbers(entry, "shape");
      int[] offsets = numbers(entry, "data_offsets");
      ByteBuffer copy = ByteBuffer.allocateDirect(offsets[1] - offsets[0]);
      copy.put(in.slice(start + offsets[0], offsets[1] - offsets[0])).flip();
      return Tensor.wrap(type, dims, copy);
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException
        | ClassCastException e) {
      throw PipelineException.failed("The tensor " + name + " is damaged")
          .found(entry)
          .where(where)
          .cause(e)
          .build();
    }
  }

  private static int[] numbers(Map<?, ?> entry, String key) {
    if (!(entry.get(key) instanceof List<?> list)) {
      throw new IllegalArgumentException("No list " + key);
    }
    return list.stream().mapToInt(n -> Math.toIntExact(((Number) n).longValue())).toArray();
  }

  private static ElementType type(String dtype) {
    return Arrays.stream(ElementType.values())
        .filter(t -> t.safetensors().equals(dtype))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Element type " + dtype));
  }

  private static byte[] padded(String json) {
    int spaces = (ALIGNMENT - json.getBytes(StandardCharsets.UTF_8).length % ALIGNMENT) % ALIGNMENT;
    return (json + " ".repeat(spaces)).getBytes(StandardCharsets.UTF_8);
  }

  private static PipelineException damaged(String found, Object where) {
    return PipelineException.failed("Not a safetensors file").found(found).where(where).build();
  }
}
