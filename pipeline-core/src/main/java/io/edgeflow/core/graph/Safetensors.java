package io.edgeflow.core.graph;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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

  /**
   * Reads a container; {@code where} is named in errors. Nothing is allocated that the bytes do not
   * hold.
   *
   * @throws PipelineException if the header is damaged, or its tensors are not the data, byte for
   *     byte
   */
  public static Content read(byte[] bytes, Object where) {
    return read(ByteBuffer.wrap(bytes), where);
  }

  /** The same of a buffer whose memory, where it is direct, is that of the tensors from then on. */
  static Content read(ByteBuffer bytes, Object where) {
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int size = in.remaining();
    if (size < Long.BYTES) {
      throw damaged("too short", where);
    }
    long length = in.getLong();
    if (length < 2 || length > size - Long.BYTES) {
      throw damaged("header length " + length, where);
    }
    int start = Math.toIntExact(Long.BYTES + length);
    byte[] header = new byte[(int) length];
    in.get(header);
    String json = new String(header, StandardCharsets.UTF_8);
    List<SafetensorsEntry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    Json.readMap(json, where)
        .forEach(
            (name, value) -> {
              if (!(value instanceof Map<?, ?> fields)) {
                throw damaged("entry " + name, where);
              }
              if (name.equals(METADATA)) {
                fields.forEach((k, v) -> metadata.put(String.valueOf(k), String.valueOf(v)));
              } else {
                entries.add(SafetensorsEntry.read(name, fields, where));
              }
            });
    requireTiles(entries, size - start, where);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    entries.forEach(entry -> tensors.put(entry.name(), entry.tensor(in, start)));
    return new Content(tensors, metadata);
  }

  /** The tensors must cover the data without gaps and overlaps, as the format says. */
  private static void requireTiles(List<SafetensorsEntry> entries, int size, Object where) {
    List<SafetensorsEntry> sorted =
        entries.stream()
            .sorted(
                Comparator.comparingLong(SafetensorsEntry::begin)
                    .thenComparingLong(SafetensorsEntry::end))
            .toList();
    long covered = 0;
    for (SafetensorsEntry entry : sorted) {
      if (entry.begin() != covered) {
        throw damaged(
            "tensor " + entry.name() + " from byte " + entry.begin() + ", not " + covered, where);
      }
      covered = entry.end();
    }
    if (covered != size) {
      throw damaged(size + " bytes of data, tensors of " + covered, where);
    }
  }

  private static byte[] padded(String json) {
    int spaces = (ALIGNMENT - json.getBytes(StandardCharsets.UTF_8).length % ALIGNMENT) % ALIGNMENT;
    return (json + " ".repeat(spaces)).getBytes(StandardCharsets.UTF_8);
  }

  private static PipelineException damaged(String found, Object where) {
    return PipelineException.failed("Not a safetensors file").found(found).where(where).build();
  }
}
