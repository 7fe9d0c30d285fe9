package io.edgeflow.formats.tflite.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.ModelReader;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.reference.ReferenceRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;

/** Files that TensorFlow's converter made of Keras networks (tools/oracle/make_keras_tflite.py). */
class KerasFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "depthwise", "dense", "lstm", "attention"})
  void float_files_compute_as_keras(String network) {
    assertThat(difference(network, "float")).isLessThanOrEqualTo(1e-4);
  }

  @ParameterizedTest
  @CsvSource({
    "cnn, half, 0.01", "depthwise, half, 0.01", "dense, half, 0.01",
    "cnn, dynamic, 0.05", "depthwise, dynamic, 0.05", "dense, dynamic, 0.05",
    "cnn, int8, 0.1", "depthwise, int8, 0.4", "dense, int8, 0.2"
  })
  void smaller_files_are_read_as_the_floats_that_they_stand_for(
      String network, String file, double limit) {
    assertThat(difference(network, file)).isLessThanOrEqualTo(limit);
    assertThat(read(network, file).quantization().equals(GivenQuantization.NONE))
        .isEqualTo(!file.equals("int8"));
  }

  @ParameterizedTest
  @CsvSource({
    "cnn, int8, INTEGER",
    "depthwise, int8, INTEGER",
    "dense, int8, INTEGER",
    "cnn, int8_float_ends, FLOAT",
    "depthwise, int8_float_ends, FLOAT",
    "dense, int8_float_ends, FLOAT"
  })
  void int8_files_written_again_answer_bit_for_bit_alike(String network, String file, Ends ends)
      throws IOException {
    Path theirs = path(network, file + ".tflite");
    ImportedModel read = read(network, file);

    Path ours =
        Files.write(
            folder.resolve("ours.tflite"),
            ModelExporter.export(
                read.graph(),
                Format.TFLITE,
                Precision.INT8,
                new ExportOptions(ends, Compatibility.CURRENT),
                read.quantization()));

    for (Kernels kernels : Kernels.values()) {
      assertThat(answer(network, TfliteRuntime.open(ours, 1, kernels)))
          .as("%s", kernels)
          .isEqualTo(answer(network, TfliteRuntime.open(theirs, 1, kernels)));
    }
    assertThat(operators(ours)).isEqualTo(operators(theirs));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arranged", "branches", "joins", "mobile", "resnet8"})
  void int8_files_of_plain_tensorflow_written_again_answer_bit_for_bit_alike(String network)
      throws IOException {
    Path theirs = Golden.oracle("networks/" + network + "/tf_int8.tflite");
    Tensor inputs = Golden.array(Golden.oracle("networks/" + network + "/inputs.npy"));
    ImportedModel read = ModelReader.read(theirs, ReadOptions.DEFAULTS);

    Path ours =
        Files.write(
            folder.resolve("ours.tflite"),
            ModelExporter.export(
                read.graph(),
                Format.TFLITE,
                Precision.INT8,
                ExportOptions.DEFAULTS,
                read.quantization()));

    for (Kernels kernels : Kernels.values()) {
      assertThat(answer(inputs, TfliteRuntime.open(ours, 1, kernels)))
          .as("%s", kernels)
          .isEqualTo(answer(inputs, TfliteRuntime.open(theirs, 1, kernels)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "depthwise", "dense"})
  void int8_files_become_onnx_files(String network) throws IOException {
    ImportedModel read = read(network, "int8");
    Tensor inputs = Golden.array(path(network, "inputs.npy"));
    Tensor floats = new ReferenceRuntime(read.graph()).predict(inputs);

    for (Precision precision : new Precision[] {Precision.FP32, Precision.INT8}) {
      Path onnx =
          Files.write(
              folder.resolve("model.onnx"),
              ModelExporter.export(
                  read.graph(),
                  Format.ONNX,
                  precision,
                  ExportOptions.DEFAULTS,
                  read.quantization()));

      double span = largest(floats, Tensor.of(floats.dims(), new float[floats.size()]));
      double share = largest(answer(inputs, Runtimes.open(onnx, Format.ONNX, 1)), floats) / span;
      assertThat(share)
          .as("%s", precision)
          .isCloseTo(0, within(precision == Precision.FP32 ? 1e-5 : 0.1));
    }
  }

  @Test
  void what_keras_calls_inputs_and_outputs_stays_their_name() {
    ImportedModel read = read("cnn", "float");

    assertThat(read.inputs().get(0).sizes()).containsExactly(-1, 12, 12, 3);
    assertThat(read.inputs().get(0).axes()).containsExactly(0, 2, 3, 1);
    assertThat(read.graph().signature().inputs().get(0).name())
        .isEqualTo(read.inputs().get(0).name());
    assertThat(read.graph().signature().output()).isEqualTo(read.outputs().get(0).name());
  }

  private static double difference(String network, String file) {
    Tensor found =
        new ReferenceRuntime(read(network, file).graph())
            .predict(Golden.array(path(network, "inputs.npy")));
    return largest(found, Golden.array(path(network, "outputs.npy")));
  }

  private static double largest(Tensor found, Tensor expected) {
    assertThat(found.dims()).isEqualTo(expected.dims());
    float[] a = found.toFloats();
    float[] b = expected.toFloats();
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private static Tensor answer(String network, Predictor predictor) {
    return answer(Golden.array(path(network, "inputs.npy")), predictor);
  }

  private static Tensor answer(Tensor inputs, Predictor predictor) {
    try (predictor) {
      return predictor.predict(inputs);
    }
  }

  /** How many there are of each, but for those that only tell sizes. */
  private static Map<String, Integer> operators(Path file) throws IOException {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(Files.readAllBytes(file)));
    Map<String, Integer> operators = new TreeMap<>();
    for (int i = 0; i < model.subgraphs(0).operatorsLength(); i++) {
      int code = (int) model.subgraphs(0).operators(i).opcodeIndex();
      operators.merge(
          BuiltinOperator.name(model.operatorCodes(code).builtinCode()), 1, Integer::sum);
    }
    operators.keySet().removeAll(List.of("SHAPE", "STRIDED_SLICE", "PACK", "RESHAPE"));
    return operators;
  }

  private static ImportedModel read(String network, String file) {
    return ModelReader.read(path(network, file + ".tflite"), ReadOptions.DEFAULTS);
  }

  private static Path path(String network, String name) {
    return Golden.oracle("keras/" + network + "/" + name);
  }
}
