package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.PredictorContract;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

class TfliteRuntimeTest extends PredictorContract {
  private static final byte[] WHOLE = TfliteWriter.write(Golden.tfliteCalibrated(), Precision.INT8);

  @TempDir Path folder;

  @Override
  protected Predictor open(ModelGraph graph) {
    return open(TfliteWriter.write(graph, Precision.FP32), Kernels.FASTEST);
  }

  @Test
  void it_says_whether_xnnpack_computes() {
    try (Predictor fastest = open(WHOLE, Kernels.FASTEST);
        Predictor builtIn = open(WHOLE, Kernels.BUILT_IN)) {
      assertThat(fastest.runtime()).isEqualTo("LiteRT 2.20.0 with XNNPACK");
      assertThat(builtIn.runtime()).isEqualTo("LiteRT 2.20.0 with built-in kernels");
    }
  }

  @Test
  void int8_scores_are_the_files_integers_times_its_scale() {
    Tensor steps = Golden.array("tf_int8.out_ref.npy");
    float scale = 0.10200194f;

    try (Predictor predictor = open(WHOLE, Kernels.BUILT_IN)) {
      float[] scores = predictor.predict(Golden.array("test.npy")).toFloats();

      byte[] expected = steps.toBytes();
      for (int i = 0; i < scores.length; i++) {
        // The peer's answers were computed on another processor: one step of room.
        assertThat(scores[i] / scale + 28).isBetween(expected[i] - 1.01f, expected[i] + 1.01f);
      }
    }
  }

  @Test
  void values_beyond_the_calibrated_range_saturate() {
    float[] far = new float[144];
    float[] farther = new float[144];
    Arrays.fill(far, 100);
    Arrays.fill(farther, 1e30f);
    int[] dims = {1, 12, 12, 1};

    try (Predictor predictor = open(WHOLE, Kernels.FASTEST)) {
      assertThat(predictor.predict(Tensor.of(dims, far)))
          .isEqualTo(predictor.predict(Tensor.of(dims, farther)));
    }
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("version 0", "version 0", model -> model.setVersion(0)),
        damage("no graph", "0 graphs", model -> model.setSubgraphs(new SubGraphT[0])),
        damage("output -1", "tensor numbered -1", model -> graph(model).setOutputs(new int[] {-1})),
        damage(
            "input 999", "tensor numbered 999", model -> graph(model).setInputs(new int[] {999})),
        damage(
            "operators out of order",
            "before it is computed",
            model -> Collections.reverse(Arrays.asList(graph(model).getOperators()))),
        damage("bias scale doubled", "with a scale of", model -> doubleScales(bias(model))),
        damage("bias without scales", "without scales", model -> bias(model).setQuantization(null)),
        damage(
            "weight off zero",
            "off zero",
            model -> Arrays.fill(weight(model).getQuantization().getZeroPoint(), 3)),
        damage(
            "fully connected weight transposed",
            "for other inputs",
            model -> {
              TensorT weight = input(model, 5, 1);
              weight.setShape(new int[] {weight.getShape()[1], weight.getShape()[0]});
            }),
        damage("input scale gone", "without", model -> tensor(model, 0).setQuantization(null)),
        damage(
            "another padding",
            "does not give",
            model ->
                graph(model)
                    .getOperators()[0]
                    .getBuiltinOptions()
                    .asConv2DOptions()
                    .setPadding(Padding.VALID)),
        damage("buffer 999", "buffer numbered 999", model -> tensor(model, 2).setBuffer(999)),
        damage(
            "batch 2",
            "does not give",
            model -> tensor(model, 0).setShape(new int[] {2, 12, 12, 1})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void a_damaged_graph_is_refused_before_it_runs(
      String name, String message, Consumer<ModelT> damage) {
    ModelT model = ModelT.deserializeFromBinary(WHOLE);
    damage.accept(model);

    assertRefused(model.serializeToBinary(), message);
  }

  static Stream<Arguments> damages_of_small_constants() {
    return Stream.of(
        Arguments.of(
            "halves that a convolution reads",
            "halves that no kernel reads",
            Precision.FP16,
            damaging(model -> graph(model).getOperators()[2].getInputs()[1] = 1)),
        Arguments.of(
            "halves that are computed",
            "computed in halves",
            Precision.FP16,
            damaging(model -> tensor(model, 0).setType(TensorType.FLOAT16))),
        Arguments.of(
            "halves to integers",
            "does not give",
            Precision.FP16,
            damaging(
                model -> {
                  TensorT floats = tensor(model, 2);
                  floats.setType(TensorType.INT32);
                })),
        Arguments.of(
            "a bias of integers beside floats",
            "of type 2",
            Precision.INT8_WEIGHTS,
            damaging(model -> input(model, 2, 2).setType(TensorType.INT32))),
        Arguments.of(
            "three scales",
            "with 3 scales for 16 channels",
            Precision.INT8_WEIGHTS,
            damaging(
                model -> {
                  QuantizationParametersT scales = input(model, 2, 1).getQuantization();
                  scales.setScale(new float[] {1, 1, 1});
                  scales.setZeroPoint(new long[3]);
                })),
        Arguments.of(
            "scales along another axis",
            "along axis 3",
            Precision.INT8_WEIGHTS,
            damaging(model -> input(model, 2, 1).getQuantization().setQuantizedDimension(3))),
        Arguments.of(
            "a weight off zero",
            "off zero",
            Precision.INT8_WEIGHTS,
            damaging(model -> Arrays.fill(input(model, 2, 1).getQuantization().getZeroPoint(), 3))),
        Arguments.of(
            "a weight that is computed",
            "before it is computed",
            Precision.INT8_WEIGHTS,
            damaging(model -> input(model, 2, 1).setBuffer(0))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages_of_small_constants")
  void damaged_small_constants_are_refused_before_they_run(
      String name, String message, Precision precision, Consumer<ModelT> damage) {
    ModelT model = ModelT.deserializeFromBinary(TfliteWriter.write(Golden.network(), precision));
    damage.accept(model);

    assertRefused(model.serializeToBinary(), message);
  }

  private static Consumer<ModelT> damaging(Consumer<ModelT> damage) {
    return damage;
  }

  @Test
  void a_closed_runtime_refuses_to_predict() {
    Predictor predictor = open(WHOLE, Kernels.FASTEST);
    predictor.close();

    assertThatThrownBy(() -> predictor.predict(Golden.array("test.npy")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void a_model_cut_short_anywhere_is_refused() {
    int labels = new String(WHOLE, StandardCharsets.ISO_8859_1).lastIndexOf("PK\3\4");
    for (int length = 0; length < labels - 64; length += 97) {
      assertRefused(Arrays.copyOf(WHOLE, length), "model.tflite");
    }
  }

  @Test
  void another_identifier_is_refused() {
    byte[] bytes = WHOLE.clone();
    bytes[4] = 'X';

    assertRefused(bytes, "TFL3");
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> open(bytes, Kernels.FASTEST).close())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("model.tflite");
  }

  private Predictor open(byte[] bytes, Kernels kernels) {
    try {
      return TfliteRuntime.open(Files.write(folder.resolve("model.tflite"), bytes), 1, kernels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Arguments damage(String name, String message, Consumer<ModelT> damage) {
    return Arguments.of(name, message, damage);
  }

  private static SubGraphT graph(ModelT model) {
    return model.getSubgraphs()[0];
  }

  private static TensorT tensor(ModelT model, int index) {
    return graph(model).getTensors()[index];
  }

  private static TensorT input(ModelT model, int step, int index) {
    OperatorT operator = graph(model).getOperators()[step];
    return tensor(model, operator.getInputs()[index]);
  }

  private static TensorT weight(ModelT model) {
    return input(model, 0, 1);
  }

  private static TensorT bias(ModelT model) {
    return input(model, 0, 2);
  }

  private static void doubleScales(TensorT tensor) {
    float[] scales = tensor.getQuantization().getScale();
    for (int i = 0; i < scales.length; i++) {
      scales[i] *= 2;
    }
  }
}
