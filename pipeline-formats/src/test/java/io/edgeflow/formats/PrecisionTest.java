package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose constants are stored smaller than they are computed with. */
class PrecisionTest {
  @TempDir Path folder;

  private static Stream<Arguments> networks_and_devices() {
    return Stream.of("resnet8", "mobile", "branches", "joins", "arranged")
        .flatMap(network -> Stream.of(Device.values()).map(d -> Arguments.of(network, d)));
  }

  @ParameterizedTest
  @MethodSource("networks_and_devices")
  void fp16_files_answer_as_pytorch_within_halves(String network, Device device)
      throws IOException {
    assertThat(shareOfSpan(network, device, Precision.FP16)).isLessThan(2e-3);
  }

  @ParameterizedTest
  @MethodSource("networks_and_devices")
  void files_with_int8_weights_answer_as_pytorch_within_percents(String network, Device device)
      throws IOException {
    assertThat(shareOfSpan(network, device, Precision.INT8_WEIGHTS)).isLessThan(0.03);
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "INT8_WEIGHTS"})
  void tflite_files_answer_as_those_of_tensorflows_converter_bit_for_bit(Precision precision)
      throws IOException {
    Path theirs = Golden.file("tf_" + precision.id() + ".tflite");

    Path ours = write(Golden.network(), Format.TFLITE, precision);

    for (Kernels kernels : Kernels.values()) {
      assertThat(answer(TfliteRuntime.open(ours, 1, kernels)))
          .as("%s", kernels)
          .isEqualTo(answer(TfliteRuntime.open(theirs, 1, kernels)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void fp16_files_have_half_and_int8_weights_a_quarter_of_the_size(Format format) {
    ModelGraph graph = Graphs.cnn(32, 1, 1);
    double fp32 = ModelExporter.export(graph, format, Precision.FP32).length;

    assertThat(ModelExporter.export(graph, format, Precision.FP16).length / fp32)
        .isBetween(0.49, 0.51);
    assertThat(ModelExporter.export(graph, format, Precision.INT8_WEIGHTS).length / fp32)
        .isBetween(0.24, 0.27);
  }

  @ParameterizedTest
  @EnumSource
  void the_weights_of_a_recurrent_layer_are_stored_in_8_bits_too(Device device) throws IOException {
    Map<ConstantRole, Constant> layer = new EnumMap<>(ConstantRole.class);
    layer.putAll(new Graphs(1).layer(256, 16));
    new Graphs(2)
        .layer(256, 64)
        .forEach(
            (role, constant) ->
                layer.put(
                    role == ConstantRole.WEIGHT
                        ? ConstantRole.RECURRENT_WEIGHT
                        : ConstantRole.RECURRENT_BIAS,
                    constant));
    ModelGraph graph =
        new GraphBuilder("lstm", Shape.batchOf(5, 16))
            .apply("lstm", new Recurrent.Lstm(64, false, Returns.LAST), layer)
            .build(null, null);
    float[] values = new float[80];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 3;
    }
    Tensor series = Tensor.of(new int[] {1, 5, 16}, values);
    byte[] fp32 = ModelExporter.export(graph, device.format(), Precision.FP32);

    ModelGraph calibrated = Graphs.calibrated(graph, series);
    for (Precision precision : List.of(Precision.INT8_WEIGHTS, Precision.INT8)) {
      Path file = write(calibrated, device.format(), precision);

      // In TFLite the cells, spelled out for each step, take their part of both files.
      assertThat((double) Files.size(file)).as("%s", precision).isLessThan(0.5 * fp32.length);
      try (Predictor exact = new ReferenceRuntime(graph);
          Predictor predictor = device.open(file)) {
        assertThat(Device.shareOfSpan(predictor.predict(series), exact.predict(series)))
            .as("%s", precision)
            .isLessThan(0.05);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_weights_of_small_files_are_counted_as_those_of_large_ones(Format format)
      throws IOException {
    ModelGraph graph = Golden.network();
    List<Long> exact = sizes(write(graph, format, Precision.FP32), format);

    for (Precision precision : List.of(Precision.FP16, Precision.INT8_WEIGHTS)) {
      assertThat(sizes(write(graph, format, precision), format))
          .as("%s", precision)
          .isEqualTo(exact);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_constant_beyond_the_range_of_halves_is_refused_by_name(Format format) {
    ModelGraph graph =
        new GraphBuilder("wide", Shape.batchOf(1))
            .apply(
                "fc",
                new Linear(),
                Map.of(
                    ConstantRole.WEIGHT,
                    Constant.trainable(Tensor.of(new int[] {1, 1}, new float[] {65_505}))))
            .build(null, null);

    assertThatThrownBy(() -> ModelExporter.export(graph, format, Precision.FP16))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not fit 16-bit floats")
        .hasMessageContaining("65505")
        .hasMessageContaining("constant fc.weight");
    assertThat(ModelExporter.export(graph, format, Precision.INT8_WEIGHTS)).isNotEmpty();
  }

  private static List<Long> sizes(Path file, Format format) {
    return ModelFiles.weights(file, format).stream()
        .flatMap(weight -> Stream.of(weight.size(), weight.zeros() > 0 ? 1L : 0L))
        .toList();
  }

  private double shareOfSpan(String network, Device device, Precision precision)
      throws IOException {
    ModelGraph graph = GraphFile.read(Golden.oracle("networks/" + network + "/graph.safetensors"));
    Path file = write(graph, device.format(), precision);
    try (Predictor predictor = device.open(file)) {
      Tensor found =
          predictor.predict(Golden.array(Golden.oracle("networks/" + network + "/inputs.npy")));
      return Device.shareOfSpan(
          found, Golden.array(Golden.oracle("networks/" + network + "/outputs.npy")));
    }
  }

  private Path write(ModelGraph graph, Format format, Precision precision) throws IOException {
    byte[] file = ModelExporter.export(graph, format, precision);
    return Files.write(folder.resolve(precision.id() + "." + format.id()), file);
  }

  private static Tensor answer(Predictor predictor) {
    try (predictor) {
      return predictor.predict(Golden.array("test.npy"));
    }
  }
}
