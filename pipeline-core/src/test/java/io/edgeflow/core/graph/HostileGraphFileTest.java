package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that were not written by us: one error, and nothing that is only claimed. */
class HostileGraphFileTest {
  @Test
  void labels_of_version_2_may_be_unknown_and_count_along_the_only_axis_of_scores()
      throws IOException {
    byte[] golden = GoldenFile.bytes("graph-file.v2.safetensors");
    byte[] unlabelled =
        GraphFileBytes.header(golden, "[\\\"left\\\",\\\"right\\\",\\\"ü\\\"]", "[]");
    byte[] image =
        GraphFileBytes.header(
            GoldenFile.bytes("graph-file-branches.v2.safetensors"),
            "[{\\\"name\\\":\\\"vector\\\",\\\"labels\\\":[]}]",
            "[{\\\"name\\\":\\\"all\\\",\\\"labels\\\":"
                + "[\\\"a\\\",\\\"b\\\",\\\"c\\\",\\\"d\\\"]}]");

    assertThat(GraphFile.read(unlabelled, "test").signature().target()).isNull();
    assertThatThrownBy(() -> GraphFile.read(image, "image.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("4 numbers for the output all of [batch, 4, 1, 1]");
  }

  @Test
  void a_node_of_version_1_with_more_constants_than_roles_is_refused() throws IOException {
    byte[] file =
        GraphFileBytes.header(
            GoldenFile.bytes("graph-file.v1.safetensors"),
            "[\\\"norm1\\\"]",
            "[\\\"norm1\\\",\\\"conv1.weight\\\"]");

    assertThatThrownBy(() -> GraphFile.read(file, "many.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Node relu1 has too many inputs: [norm1, conv1.weight]")
        .hasMessageContaining("many.safetensors");
  }

  @Test
  void labels_that_do_not_fit_the_output_are_refused_by_name() throws IOException {
    byte[] file =
        GraphFileBytes.header(GoldenFile.bytes("graph-file.v3.safetensors"), "\\\"left\\\",", "");

    assertThatThrownBy(() -> GraphFile.read(file, "labels.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("2 numbers for the output softmax")
        .hasMessageContaining("labels.safetensors");
  }

  @Test
  void a_target_that_does_not_fit_the_output_is_refused() throws IOException {
    byte[] series = GoldenFile.bytes("graph-file-series.v3.safetensors");
    int start = GraphFileBytes.json(series).indexOf("{\\\"type\\\":\\\"values");
    String target = GraphFileBytes.json(series).substring(start).replaceFirst("}.*", "}");
    byte[] again =
        GraphFileBytes.header(series, target, "{\\\"type\\\":\\\"self\\\",\\\"quantile\\\":0.9}");
    byte[] unknown = GraphFileBytes.header(series, "\\\"values\\\"", "\\\"wishes\\\"");
    byte[] flat =
        GraphFileBytes.header(series, "\\\"deviations\\\":[0.1", "\\\"deviations\\\":[0.0");

    assertThatThrownBy(() -> GraphFile.read(again, "self.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("6 numbers for the output fc of [batch, 2]");
    assertThatThrownBy(() -> GraphFile.read(unknown, "unknown.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("wishes");
    assertThatThrownBy(() -> GraphFile.read(flat, "flat.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("flat.safetensors");
  }

  @Test
  void null_and_empty_parts_are_refused() throws IOException {
    byte[] old = GoldenFile.bytes("graph-file.v1.safetensors");
    byte[] now = GoldenFile.bytes("graph-file.v3.safetensors");
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
