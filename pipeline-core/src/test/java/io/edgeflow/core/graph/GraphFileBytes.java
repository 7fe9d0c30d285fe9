package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Graph files with another header. */
final class GraphFileBytes {
  private GraphFileBytes() {}

  static byte[] header(byte[] golden, String text, String replacement) {
    assertThat(json(golden)).contains(text);
    return replaced(golden, json(golden).replace(text, replacement));
  }

  static String json(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return new String(file, Long.BYTES, length, StandardCharsets.UTF_8);
  }

  static byte[] replaced(byte[] file, String json) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] data = Arrays.copyOfRange(file, Long.BYTES + length, file.length);
    return container(json, data);
  }

  static byte[] container(String json, byte[] data) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }
}
