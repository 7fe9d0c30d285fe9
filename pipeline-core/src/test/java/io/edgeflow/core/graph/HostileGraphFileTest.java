package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were not written by us: one error, and nothing that is only claimed. */
class HostileGraphFileTest {
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
    byte[] file = GraphFileBytes.container(header, new byte[8]);

    assertThatThrownBy(() -> Safetensors.read(file, "claimed.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("claimed.safetensors");
  }

  @Test
  void tensors_that_cover_the_data_are_read_in_any_order() {
    byte[] file =
        GraphFileBytes.container(
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
    byte[] file =
        GraphFileBytes.header(GoldenFile.bytes("graph-file.v2.safetensors"), "\\\"left\\\",", "");

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
            GraphFileBytes.header(old, "[\\\"conv1\\\"", "[null"),
            GraphFileBytes.header(old, "\\\"inputs\\\":[\\\"relu1\\\"", "\\\"inputs\\\":[null"),
            GraphFileBytes.header(now, "\\\"inputs\\\":[\\\"norm1\\\"]", "\\\"inputs\\\":[]"),
            GraphFileBytes.header(now, "\\\"inputs\\\":[\\\"norm1\\\"]", "\\\"inputs\\\":[null]"),
            GraphFileBytes.header(now, "\\\"left\\\"", "null"));

    for (byte[] file : files) {
      assertThatThrownBy(() -> GraphFile.read(file, "parts.safetensors"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("parts.safetensors");
    }
  }
}
