package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.weight.StoredWeight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void the_zeros_of_a_pruned_network_stand_in_the_files(Format format) throws IOException {
    List<StoredWeight> floats = weights(Golden.network(), format, Precision.FP32);
    List<StoredWeight> integers = weights(Golden.onnxCalibrated(), format, Precision.INT8);

    assertThat(floats)
        .extracting(StoredWeight::name)
        .containsExactly("conv1.weight", "conv2.weight", "fc1.weight", "logits.weight");
    assertThat(floats).extracting(StoredWeight::size).containsExactly(72L, 1152L, 4608L, 320L);
    assertThat(floats.get(1).zeros()).isEqualTo(zeros("conv2.weight"));
    for (int i = 0; i < floats.size(); i++) {
      // Rounding to integers makes further zeros, never fewer.
      assertThat(integers.get(i).zeros()).isGreaterThanOrEqualTo(floats.get(i).zeros());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_file_that_is_no_model_is_refused(Format format) throws IOException {
    Path file = Files.writeString(folder.resolve("model"), "not a model, but long enough to be");

    assertThatThrownBy(() -> ModelFiles.weights(file, format))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_missing_file_is_refused() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> ModelFiles.weights(missing, Format.ONNX))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(missing.toString());
  }

  private List<StoredWeight> weights(ModelGraph graph, Format format, Precision precision)
      throws IOException {
    Path file =
        Files.write(folder.resolve("model"), ModelExporter.export(graph, format, precision));
    return ModelFiles.weights(file, format);
  }

  private static long zeros(String name) {
    long zeros = 0;
    for (float value : Golden.tensors("weights.safetensors").get(name).toFloats()) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }
}
