package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.ModelFiles;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.formats.tflite.FlatFile.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.TensorType;

/** TensorFlow leaves a bias of zeros out: the number -1 stands in its place, or nothing. */
class AbsentBiasTest {
  private static final Tensor ROW = Tensor.of(new int[] {1, 2}, new float[] {3, 5});

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_fully_connected_layer_runs_without_it(boolean named) throws IOException {
    assertThat(answer(dense(named ? List.of(-1) : List.of()), ROW)).containsExactly(13, 11);
  }

  /** LiteRT has no convolution without one, and ends the process for a depthwise one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_convolution_without_it_is_refused_by_name_before_the_runtime_sees_it(boolean named) {
    List<Integer> bias = named ? List.of(-1) : List.of();

    for (byte[] file : List.of(convolution(bias), depthwise(bias))) {
      assertThatThrownBy(() -> TfliteFile.read(file, "model.tflite"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("CONV_2D without a bias")
          .hasMessageContaining("model.tflite");
    }
  }

  @Test
  void an_8_bit_layer_runs_without_it() throws IOException {
    assertThat(answer(integers(), ROW)).containsExactly(13, 11);
  }

  @Test
  void its_weights_and_its_oldest_runtime_are_read() throws IOException {
    Path file = Files.write(folder.resolve("model.tflite"), dense(List.of(-1)));

    assertThat(ModelFiles.weights(file, Format.TFLITE)).hasSize(1);
    assertThat(ModelFiles.oldestRuntime(file, Format.TFLITE)).isEqualTo("1.5.0");
  }

  @Test
  void no_other_negative_number_stands_for_it_nor_for_a_weight() {
    assertThatThrownBy(() -> TfliteFile.read(dense(List.of(-2)), "model.tflite"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("a tensor numbered -2");
    FlatFile file = new FlatFile();
    int x = file.activation("x", List.of(1, 2), TensorType.FLOAT32, null);
    int y = file.activation("y", List.of(1, 2), TensorType.FLOAT32, null);
    file.step(
        BuiltinOperator.FULLY_CONNECTED,
        1,
        List.of(x, -1, -1),
        y,
        TfliteOptions.fullyConnected((byte) 0, false, false));
    byte[] weightless = file.bytes(Map.of("x", x), Map.of("y", y), "test");

    assertThatThrownBy(() -> TfliteFile.read(weightless, "model.tflite"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("a tensor numbered -1");
  }

  private float[] answer(byte[] model, Tensor input) throws IOException {
    Path file = Files.write(folder.resolve("model.tflite"), model);
    try (Predictor fastest = Runtimes.open(file, Format.TFLITE, 1);
        Predictor exact = Runtimes.openReproducible(file, Format.TFLITE, 1)) {
      float[] answer = fastest.predict(input).toFloats();
      assertThat(exact.predict(input).toFloats()).containsExactly(answer);
      return answer;
    }
  }

  private static byte[] dense(List<Integer> bias) {
    Tensor weight = Tensor.of(new int[] {2, 2}, new float[] {1, 2, 2, 1});
    return weighted(
        BuiltinOperator.FULLY_CONNECTED,
        List.of(1, 2),
        weight,
        bias,
        TfliteOptions.fullyConnected((byte) 0, false, false));
  }

  private static byte[] convolution(List<Integer> bias) {
    Tensor weight = Tensor.of(new int[] {2, 1, 1, 2}, new float[] {1, 2, 2, 1});
    Options options =
        TfliteOptions.of(
            BuiltinOptions.Conv2DOptions,
            builder ->
                Conv2DOptions.createConv2DOptions(builder, Padding.VALID, 1, 1, (byte) 0, 1, 1));
    return weighted(BuiltinOperator.CONV_2D, List.of(1, 1, 1, 2), weight, bias, options);
  }

  private static byte[] depthwise(List<Integer> bias) {
    Tensor weight = Tensor.of(new int[] {1, 1, 1, 2}, new float[] {1, 2});
    Options options =
        TfliteOptions.of(
            BuiltinOptions.DepthwiseConv2DOptions,
            builder ->
                DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
                    builder, Padding.VALID, 1, 1, 1, (byte) 0, 1, 1));
    return weighted(BuiltinOperator.DEPTHWISE_CONV_2D, List.of(1, 1, 1, 2), weight, bias, options);
  }

  /** Steps of 0.5 throughout: the products are exact. */
  private static byte[] integers() {
    Scales halves = Scales.of(0.5f, 0);
    FlatFile file = new FlatFile();
    int x = file.activation("x", List.of(1, 2), TensorType.INT8, halves);
    Tensor weight = Tensor.of(ElementType.INT8, new int[] {2, 2}, new byte[] {2, 4, 4, 2});
    int w = file.constant("w", weight, TensorType.INT8, halves);
    int y = file.activation("y", List.of(1, 2), TensorType.INT8, halves);
    Options options = TfliteOptions.fullyConnected((byte) 0, false, false);
    file.step(BuiltinOperator.FULLY_CONNECTED, 4, List.of(x, w, -1), y, options);
    return file.bytes(Map.of("x", x), Map.of("y", y), "test");
  }

  private static byte[] weighted(
      int builtin, List<Integer> shape, Tensor weight, List<Integer> bias, Options options) {
    FlatFile file = new FlatFile();
    int x = file.activation("x", shape, TensorType.FLOAT32, null);
    int w = file.constant("w", weight, TensorType.FLOAT32, null);
    int y = file.activation("y", shape, TensorType.FLOAT32, null);
    List<Integer> inputs = new ArrayList<>(List.of(x, w));
    inputs.addAll(bias);
    file.step(builtin, 1, inputs, y, options);
    return file.bytes(Map.of("x", x), Map.of("y", y), "test");
  }
}
