package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelExporterTest {
  @Test
  void a_gelu_is_an_island_of_floats_in_onnx_and_none_in_tflite() {
    Graphs make = new Graphs(1);
    ModelGraph graph =
        new GraphBuilder("gelu", Shape.batchOf(4))
            .apply("in", new Linear(), make.layer(3, 4))
            .apply("act", new Gelu(Approximation.NONE))
            .apply("out", new Linear(), make.layer(2, 3))
            .build(null, null);
    ModelGraph calibrated = Graphs.calibrated(graph, make.batch(graph, 4));

    assertThat(ModelExporter.floatIslands(calibrated, Format.ONNX).text())
        .isEqualTo("1 Gelu; between integers: act");
    assertThat(ModelExporter.floatIslands(calibrated, Format.TFLITE).none()).isTrue();
  }

  static Stream<Arguments> files() {
    return Stream.of(Format.values())
        .flatMap(f -> Stream.of(Precision.values()).map(p -> Arguments.of(f, p)));
  }

  /**
   * A file on a device outlives the writer that made it: changed bytes are a decision. To make the
   * files anew: {@code -Dedgeflow.golden=write}, and raise the writer's version.
   */
  @ParameterizedTest
  @MethodSource("files")
  void the_bytes_of_a_small_model_are_those_of_the_golden_file(Format format, Precision precision)
      throws IOException {
    byte[] bytes = ModelExporter.export(tiny(), format, precision);
    String name = "/golden/" + ExportedModel.fileName(format, precision);
    if ("write".equals(System.getProperty("edgeflow.golden"))) {
      Files.write(Path.of("src/test/resources" + name), bytes);
      return;
    }

    try (var golden = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
      assertThat(bytes).isEqualTo(golden.readAllBytes());
    }
  }

  /** As an unrolled network has them: of 8 layers with 4,096 equal weights, those of one. */
  @ParameterizedTest
  @CsvSource({"TFLITE,FP32", "TFLITE,FP16", "TFLITE,INT8", "ONNX,FP32", "ONNX,FP16"})
  void equal_weights_of_many_layers_are_written_once(Format format, Precision precision) {
    float[] weights = new float[64 * 64];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 31 % 64 - 32) / 256f;
    }
    FeatureSpec vector = FeatureSpec.of(FeatureKind.VECTOR, 64);
    List<String> columns = IntStream.range(0, 64).mapToObj(i -> "c" + i).toList();
    GraphBuilder graph = new GraphBuilder("unrolled", Shape.batchOf(64));
    Map<String, ValueRange> ranges = new HashMap<>(Map.of("input", new ValueRange(-1, 1)));
    for (int step = 0; step < 8; step++) {
      graph.apply(
          "step" + step,
          new Linear(),
          Map.ofEntries(part("weight", new int[] {64, 64}, weights.clone())));
      ranges.put("step" + step, new ValueRange(-8, 8));
    }
    ModelGraph unrolled =
        graph
            .build(
                new ClassTarget("label", columns),
                new Preprocessing(columns, vector, List.of(), vector, List.of()))
            .withRanges(ranges);

    byte[] bytes = ModelExporter.export(unrolled, format, precision);

    int weight = precision == Precision.FP32 ? 4 : precision == Precision.FP16 ? 2 : 1;
    assertThat(bytes.length).isLessThan(2 * weight * weights.length + 8192);
  }

  @ParameterizedTest
  @MethodSource("files")
  void equal_graphs_give_equal_bytes(Format format, Precision precision) {
    ModelGraph graph = Golden.onnxCalibrated();

    assertThat(ModelExporter.export(Golden.onnxCalibrated(), format, precision))
        .isEqualTo(ModelExporter.export(graph, format, precision));
  }

  @ParameterizedTest
  @EnumSource
  void int8_needs_a_range_for_every_activation(Format format) {
    ModelGraph graph = tiny();
    ModelGraph partial = graph.withRanges(Map.of("input", new ValueRange(0, 1)));

    assertThatThrownBy(() -> ModelExporter.export(partial, format, Precision.INT8))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("tensor relu");
  }

  @ParameterizedTest
  @EnumSource
  void a_batch_normalization_that_stands_alone_has_an_8_bit_form(Format format) {
    Constant one = Constant.trainable(Tensor.of(new int[] {1}, new float[] {1}));
    ModelGraph graph =
        new GraphBuilder("bn", Shape.batchOf(1))
            .apply(
                "norm",
                new BatchNorm(1e-5f, 0.1f),
                Map.of(
                    ConstantRole.GAMMA, one,
                    ConstantRole.BETA, one,
                    ConstantRole.MEAN, one,
                    ConstantRole.VARIANCE, one))
            .build(null, null)
            .withRanges(Map.of("input", new ValueRange(0, 1), "norm", new ValueRange(0, 1)));

    assertThat(ModelExporter.export(graph, format, Precision.INT8)).isNotEmpty();
  }

  private static ModelGraph tiny() {
    FeatureSpec image = FeatureSpec.of(FeatureKind.IMAGE, 2, 2, 1);
    Preprocessing preprocessing =
        new Preprocessing(
            List.of("p0", "p1", "p2", "p3"),
            image,
            List.of(),
            image,
            List.of(new PreprocessStep.MinMax(Floats.of(0f), Floats.of(16f))));
    return new GraphBuilder("tiny", Shape.batchOf(1, 2, 2))
        .apply(
            "conv",
            Conv2d.padded(0),
            Map.ofEntries(
                part("weight", new int[] {2, 1, 1, 1}, 0.5f, -0.25f),
                part("bias", new int[] {2}, 0.125f, 0.25f)))
        .apply("relu", new Relu())
        .apply("flatten", new Flatten())
        .apply(
            "logits",
            new Linear(),
            Map.ofEntries(
                part("weight", new int[] {2, 8}, 1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1),
                part("bias", new int[] {2}, 0, -1)))
        .build(new ClassTarget("label", List.of("yes", "no")), preprocessing)
        .withRanges(
            Map.of(
                "input", new ValueRange(0, 1),
                "relu", new ValueRange(0, 0.75f),
                "logits", new ValueRange(-1, 20)));
  }

  private static Map.Entry<ConstantRole, Constant> part(String name, int[] dims, float... values) {
    return Map.entry(ConstantRole.of(name), Constant.trainable(Tensor.of(dims, values)));
  }
}
