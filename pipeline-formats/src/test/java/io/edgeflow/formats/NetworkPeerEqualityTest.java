package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.onnx.OnnxOperations;
import io.edgeflow.formats.tflite.TfliteOperations;
import io.edgeflow.formats.tflite.TfliteRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Residual and branched networks: our files beside those that the peers' own tools made of the same
 * weights and ranges.
 */
class NetworkPeerEqualityTest {
  @TempDir Path folder;

  private static List<String> networks() {
    return List.of("resnet8", "mobile", "branches", "joins", "arranged");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void int8_onnx_holds_the_numbers_of_onnx_runtimes_quantizer(String network) throws IOException {
    Path theirs = file(network, "ort_int8.onnx");

    Path ours = export(network, "ort_ranges.json", Format.ONNX);

    assertThat(OnnxOperations.of(ours))
        .containsExactlyInAnyOrderElementsOf(OnnxOperations.of(theirs));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void int8_onnx_answers_as_onnx_runtimes_quantizer_bit_for_bit(String network) throws IOException {
    Path theirs = file(network, "ort_int8.onnx");

    Path ours = export(network, "ort_ranges.json", Format.ONNX);

    assertThat(answer(network, Runtimes.open(ours, Format.ONNX, 1)))
        .isEqualTo(answer(network, Runtimes.open(theirs, Format.ONNX, 1)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void int8_tflite_holds_the_numbers_of_tensorflows_converter(String network) throws IOException {
    Path theirs = file(network, "tf_int8.tflite");

    Path ours = export(network, "tf_ranges.json", Format.TFLITE);

    assertThat(TfliteOperations.of(ours))
        .containsExactlyInAnyOrderElementsOf(TfliteOperations.of(theirs));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void int8_tflite_answers_as_tensorflows_converter_bit_for_bit(String network) throws IOException {
    Path theirs = file(network, "tf_int8.tflite");

    Path ours = export(network, "tf_ranges.json", Format.TFLITE);

    for (Kernels kernels : Kernels.values()) {
      assertThat(answer(network, TfliteRuntime.open(ours, 1, kernels)))
          .as("%s", kernels)
          .isEqualTo(answer(network, TfliteRuntime.open(theirs, 1, kernels)));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void fp32_files_answer_as_pytorch(String network) throws IOException {
    Tensor expected = Golden.array(file(network, "outputs.npy"));

    for (Format format : Format.values()) {
      Path ours = folder.resolve(network + format);
      Files.write(ours, ModelExporter.export(graph(network), format, Precision.FP32));
      float[] answer = answer(network, Runtimes.open(ours, format, 1)).toFloats();
      for (int i = 0; i < answer.length; i++) {
        assertThat(answer[i])
            .as("%s %d", format, i)
            .isCloseTo(expected.floats().get(i), within(1e-5f));
      }
    }
  }

  private Path export(String network, String ranges, Format format) throws IOException {
    ModelGraph calibrated = graph(network).withRanges(Golden.ranges(file(network, ranges)));
    Path file = folder.resolve(network);
    return Files.write(file, ModelExporter.export(calibrated, format, Precision.INT8));
  }

  private static ModelGraph graph(String network) {
    return GraphFile.read(file(network, "graph.safetensors"));
  }

  private static Tensor answer(String network, Predictor predictor) {
    try (predictor) {
      return predictor.predict(Golden.array(file(network, "inputs.npy")));
    }
  }

  private static Path file(String network, String name) {
    return Golden.oracle("networks/" + network + "/" + name);
  }
}
