package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that were not written by us, or were damaged: one error, and nothing that is only claimed.
 */
class HostileGraphFileTest {
  private static final int MUTATIONS_A_FILE = 8_000;
  private static final List<String> VALUES =
      List.of("null", "-1", "0", "1e9", "2147483648", "\"\"", "[]", "{}", "[null]", "true", "0.5");
  private static final Pattern VALUE =
      Pattern.compile("(?<=:)(-?[0-9.eE]+|true|false|\\\\\"[^\"\\\\]*\\\\\"|\\[\\])");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "graph-file.v1.safetensors",
        "graph-file.v2.safetensors",
        "graph-file-branches.v2.safetensors"
      })
  void mutated_files_are_read_or_refused_by_the_one_error(String name) throws IOException {
    byte[] golden = GoldenFile.bytes(name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int refused = 0;

    for (int i = 0; i < MUTATIONS_A_FILE; i++) {
      byte[] mutated = i % 2 == 0 ? bytes(golden, random) : values(golden, random);
      refused += isRefused(mutated) ? 1 : 0;
    }

    assertThat(refused).isBetween(MUTATIONS_A_FILE / 4, MUTATIONS_A_FILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[536870912],\"data_offsets\":[0,2147483648]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":null}}",
        "{\"a\":{\"dtype\":null,\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      })
  void tensors_that_are_not_the_data_byte_for_byte_are_refused(String header) {
    byte[] file = container(header, new byte[8]);

    assertThatThrownBy(() -> Safetensors.read(file, "claimed.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("claimed.safetensors");
  }

  @Test
  void tensors_that_cover_the_data_are_read_in_any_order() {
    byte[] file =
        container(
            "{\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]},"
                + "\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            new byte[] {1, 0, 0, 0, 2, 0, 0, 0});

    Safetensors.Content content = Safetensors.read(file, "test");

    assertThat(content.tensors().get("a").ints().get(0)).isEqualTo(1);
    assertThat(content.tensors().get("b").ints().get(0)).isEqualTo(2);
    assertThat(content.tensors().get("empty").size()).isZero();
  }

  @Test
  void labels_that_do_not_fit_the_output_are_refused_by_name() throws IOException {
    byte[] file = header(GoldenFile.bytes("graph-file.v2.safetensors"), "\\\"left\\\",", "");

    assertThatThrownBy(() -> GraphFile.read(file, "labels.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("2 labels for the output softmax")
        .hasMessageContaining("labels.safetensors");
  }

  @Test
  void null_and_empty_parts_are_refused() throws IOException {
    byte[] old = GoldenFile.bytes("graph-file.v1.safetensors");
    byte[] now = GoldenFile.bytes("graph-file.v2.safetensors");
    List<byte[]> files =
        List.of(
            header(old, "[\\\"conv1\\\"", "[null"),
            header(old, "\\\"inputs\\\":[\\\"relu1\\\"", "\\\"inputs\\\":[null"),
            header(now, "\\\"inputs\\\":[\\\"norm1\\\"]", "\\\"inputs\\\":[]"),
            header(now, "\\\"inputs\\\":[\\\"norm1\\\"]", "\\\"inputs\\\":[null]"),
            header(now, "\\\"left\\\"", "null"));

    for (byte[] file : files) {
      assertThatThrownBy(() -> GraphFile.read(file, "parts.safetensors"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("parts.safetensors");
    }
  }

  private static boolean isRefused(byte[] file) {
    try {
      GraphFile.read(file, "mutated");
      return false;
    } catch (PipelineException e) {
      return true;
    }
  }

  private static byte[] bytes(byte[] golden, SplittableRandom random) {
    byte[] mutated =
        random.nextInt(8) == 0
            ? java.util.Arrays.copyOf(golden, random.nextInt(golden.length))
            : golden.clone();
    for (int n = 1 + random.nextInt(3); n > 0 && mutated.length > 0; n--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }

  /** Puts another value in the place of one in the header, which stays JSON. */
  private static byte[] values(byte[] golden, SplittableRandom random) {
    String json = json(golden);
    Matcher values = VALUE.matcher(json);
    List<int[]> places = values.results().map(m -> new int[] {m.start(), m.end()}).toList();
    int[] place = places.get(random.nextInt(places.size()));
    String value = VALUES.get(random.nextInt(VALUES.size())).replace("\"", "\\\"");
    return replaced(golden, json.substring(0, place[0]) + value + json.substring(place[1]));
  }

  private static byte[] header(byte[] golden, String text, String replacement) {
    assertThat(json(golden)).contains(text);
    return replaced(golden, json(golden).replace(text, replacement));
  }

  private static String json(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return new String(file, Long.BYTES, length, StandardCharsets.UTF_8);
  }

  private static byte[] replaced(byte[] file, String json) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    byte[] data = java.util.Arrays.copyOfRange(file, Long.BYTES + length, file.length);
    return container(json, data);
  }

  private static byte[] container(String json, byte[] data) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }
}
