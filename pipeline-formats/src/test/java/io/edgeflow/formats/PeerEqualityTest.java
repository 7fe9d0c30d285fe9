package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.tflite.TfliteRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our files beside those that the peers' own tools made of the same weights and ranges. */
class PeerEqualityTest {
  @TempDir Path folder;

  @Test
  void int8_onnx_answers_as_the_file_of_onnx_runtimes_quantizer_bit_for_bit() throws IOException {
    Path ours = export(Golden.onnxCalibrated(), Format.ONNX, Precision.INT8);

    Tensor expected = answer(Runtimes.open(Golden.file("ort_int8_u8.onnx"), Format.ONNX, 1));

    assertThat(answer(Runtimes.open(ours, Format.ONNX, 1))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void int8_tflite_answers_as_the_file_of_tensorflows_converter_bit_for_bit(
      TfliteRuntime.Kernels kernels) throws IOException {
    Path ours = export(Golden.tfliteCalibrated(), Format.TFLITE, Precision.INT8);

    Tensor expected = answer(TfliteRuntime.open(Golden.file("tf_int8.tflite"), 1, kernels));

    assertThat(answer(TfliteRuntime.open(ours, 1, kernels))).isEqualTo(expected);
  }

  @Test
  void fp32_tflite_answers_as_the_file_of_tensorflows_converter_bit_for_bit() throws IOException {
    Path ours = export(Golden.network(), Format.TFLITE, Precision.FP32);

    Tensor expected = answer(Runtimes.open(Golden.file("tf_fp32.tflite"), Format.TFLITE, 1));

    assertThat(answer(Runtimes.open(ours, Format.TFLITE, 1))).isEqualTo(expected);
  }

  @Test
  void fp32_onnx_answers_as_a_file_of_the_onnx_package_bit_for_bit() throws IOException {
    Path ours = export(Golden.network(), Format.ONNX, Precision.FP32);

    Tensor expected = answer(Runtimes.open(Golden.file("float.onnx"), Format.ONNX, 1));

    assertThat(answer(Runtimes.open(ours, Format.ONNX, 1))).isEqualTo(expected);
  }

  private Path export(ModelGraph graph, Format format, Precision precision) throws IOException {
    return Files.write(folder.resolve("model"), ModelExporter.export(graph, format, precision));
  }

  private static Tensor answer(Predictor predictor) {
    try (predictor) {
      return predictor.predict(Golden.array("test.npy"));
    }
  }
}
