package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.Silu;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Recurrent.Lstm;
import io.edgeflow.core.graph.op.Returns;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.Graphs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;

class TfliteWriterTest {
  private static final ClassTarget TARGET = new ClassTarget("label", List.of("a", "b"));

  /** What a kernel computes with: operator, version and everything about each tensor it touches. */
  private record Used(int operator, int version, List<Described> tensors) {}

  private record Described(
      List<Integer> shape, byte type, ByteBuffer data, List<Float> scales, List<Long> zeroPoints) {}

  @ParameterizedTest
  @EnumSource
  void every_operator_and_constant_is_that_of_tensorflows_converter_bit_for_bit(Precision precision)
      throws IOException {
    byte[] theirs = Files.readAllBytes(Golden.file("tf_" + precision.id() + ".tflite"));
    ModelGraph graph = precision == Precision.INT8 ? Golden.tfliteCalibrated() : Golden.network();

    byte[] ours = TfliteWriter.write(graph, precision);

    assertThat(used(ours)).isEqualTo(used(theirs));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT8_WEIGHTS"})
  void a_legacy_file_is_that_of_the_converter_with_one_scale_for_dense_weights(Precision precision)
      throws IOException {
    byte[] theirs = Files.readAllBytes(Golden.file("tf_" + precision.id() + "_legacy.tflite"));
    ExportOptions legacy = new ExportOptions(Ends.INTEGER, Compatibility.LEGACY);

    byte[] ours = TfliteWriter.write(Golden.tfliteCalibrated(), precision, legacy);

    assertThat(used(ours)).isEqualTo(used(theirs));
    assertThat(OldestRuntime.read(ours, "ours"))
        .isEqualTo(precision == Precision.INT8 ? "1.14.0" : "2.4.0");
  }

  @Test
  void the_int8_file_of_the_shipped_network_is_at_most_27_percent_of_the_fp32_file() {
    ModelGraph graph = Graphs.cnn(32, 1, 1);
    ModelGraph calibrated = Graphs.calibrated(graph, new Graphs(2).batch(graph, 2));

    double int8 = TfliteWriter.write(calibrated, Precision.INT8).length;
    double fp32 = TfliteWriter.write(graph, Precision.FP32).length;

    assertThat(int8 / fp32).isLessThanOrEqualTo(0.27);
  }

  @Test
  void the_cells_of_a_recurrent_layer_share_one_weight_in_the_file() {
    Lstm layer = new Lstm(5, false, Returns.LAST);
    Map<ConstantRole, Constant> constants = new EnumMap<>(new Graphs(1).layer(20, 3));
    Map<ConstantRole, Constant> recurrent = new Graphs(2).layer(20, 5);
    constants.put(ConstantRole.RECURRENT_WEIGHT, recurrent.get(ConstantRole.WEIGHT));
    constants.put(ConstantRole.RECURRENT_BIAS, recurrent.get(ConstantRole.BIAS));
    ModelGraph graph =
        new GraphBuilder("series", Shape.batchOf(8, 3))
            .apply("y", layer, constants)
            .build(null, null);

    Model model = Model.getRootAsModel(ByteBuffer.wrap(TfliteWriter.write(graph, Precision.FP32)));

    int bytes = 20 * 5 * Float.BYTES;
    assertThat(
            IntStream.range(0, model.buffersLength())
                .filter(i -> model.buffers(i).dataLength() == bytes)
                .count())
        .isEqualTo(1);
  }

  @Test
  void nothing_is_transposed_between_convolutions_of_series() {
    Conv1d causal = Conv1d.causal(3, 1);
    GraphBuilder series =
        new GraphBuilder("series", Shape.batchOf(8, 3))
            .apply("channels", Transpose.by(0, 2, 1))
            .apply("one", causal, new Graphs(1).layer(4, 3, 3))
            .apply("relu", new Relu())
            .apply("two", causal, new Graphs(2).layer(4, 4, 3))
            .apply("sum", new Relu())
            .apply("back", Transpose.by(0, 2, 1));

    assertThat(used(TfliteWriter.write(series.build(null, null), Precision.FP32)))
        .extracting(Used::operator)
        .doesNotContain(BuiltinOperator.TRANSPOSE);
  }

  @Test
  void labels_preprocessing_and_the_oldest_runtime_travel_as_metadata() {
    Preprocessing preprocessing =
        new Preprocessing(
            List.of("p"),
            FeatureSpec.of(FeatureKind.IMAGE, 1, 1, 1),
            List.of(),
            FeatureSpec.of(FeatureKind.IMAGE, 1, 1, 1),
            List.of());
    ModelGraph graph =
        new GraphBuilder("one", Shape.batchOf(1, 1, 1))
            .apply("flatten", new Flatten())
            .apply("logits", new Linear(), new Graphs(1).layer(2, 1))
            .build(TARGET, preprocessing);

    Map<String, String> notes = notes(TfliteWriter.write(graph, Precision.FP32));

    assertThat(notes).containsEntry(TfliteWriter.LABELS, "[\"a\",\"b\"]");
    assertThat(notes.get(TfliteWriter.PREPROCESSING)).contains("\"columns\":[\"p\"]");
    assertThat(notes.get("min_runtime_version")).startsWith("1.5.0").hasSize(16);
  }

  @Test
  void a_target_that_is_not_of_classes_travels_as_metadata() {
    ValueTarget target = new ValueTarget(List.of("cm"), Floats.of(2f), Floats.of(0.5f));
    GraphBuilder builder =
        new GraphBuilder("one", Shape.batchOf(1))
            .apply("cm", new Linear(), new Graphs(1).layer(1, 1));

    assertThat(notes(TfliteWriter.write(builder.build(target, null), Precision.FP32)))
        .containsEntry(TfliteWriter.LABELS, "[\"cm\"]")
        .containsEntry(
            TfliteWriter.TARGET,
            "{\"type\":\"values\",\"columns\":[\"cm\"],\"means\":[2.0],\"deviations\":[0.5]}");
    assertThat(notes(TfliteWriter.write(builder.build(null, null), Precision.FP32)))
        .doesNotContainKey(TfliteWriter.TARGET);
    assertThat(
            notes(
                TfliteWriter.write(
                    builder.build(new ClassTarget("label", List.of("a")), null), Precision.FP32)))
        .doesNotContainKey(TfliteWriter.TARGET);
  }

  @Test
  void a_padding_that_is_neither_same_nor_valid_becomes_a_pad_and_nothing_is_transposed() {
    Conv2d torchStyle = new Conv2d(Size.square(2), Pads.all(1), Size.square(1), 1);
    ModelGraph graph =
        new GraphBuilder("odd", Shape.batchOf(1, 8, 8))
            .apply("stem", torchStyle, new Graphs(1).layer(2, 1, 3, 3))
            .apply("flatten", new Flatten())
            .apply("logits", new Linear(), new Graphs(1).layer(2, 32))
            .build(TARGET, null);

    assertThat(operators(TfliteWriter.write(graph, Precision.FP32)))
        .containsExactly("PAD", "CONV_2D", "RESHAPE", "FULLY_CONNECTED");
  }

  @Test
  void a_flattened_image_that_is_the_output_is_brought_to_logical_order() {
    ModelGraph graph =
        new GraphBuilder("image", Shape.batchOf(2, 3, 3))
            .apply("flatten", new Flatten())
            .build(TARGET, null);

    assertThat(operators(TfliteWriter.write(graph, Precision.FP32)))
        .containsExactly("TRANSPOSE", "RESHAPE");
  }

  @Test
  void an_image_that_is_the_output_is_transposed_and_keeps_its_name_in_the_signature() {
    ModelGraph graph =
        new GraphBuilder("image", Shape.batchOf(2, 3, 3))
            .apply("sharper", Conv2d.padded(1), new Graphs(1).layer(2, 2, 3, 3))
            .build(null, null);

    byte[] bytes = TfliteWriter.write(graph, Precision.FP32);

    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
    assertThat(operators(bytes)).containsExactly("CONV_2D", "TRANSPOSE");
    assertThat(model.signatureDefs(0).outputs(0).name()).isEqualTo("sharper");
    assertThat(model.signatureDefs(0).outputs(0).tensorIndex())
        .isEqualTo(model.subgraphs(0).outputs(0));
  }

  @Test
  void a_softmax_over_the_channels_of_an_image_transposes_nothing() {
    GraphBuilder image =
        new GraphBuilder("image", Shape.batchOf(2, 4, 4))
            .apply("conv", Conv2d.padded(1), new Graphs(1).layer(3, 2, 3, 3))
            .apply("classes", new Softmax(1))
            .apply("mean", new GlobalAvgPool())
            .apply("flatten", new Flatten());

    assertThat(operators(TfliteWriter.write(image.build(null, null), Precision.FP32)))
        .containsExactly("CONV_2D", "SOFTMAX", "MEAN", "RESHAPE");
  }

  @Test
  void a_softmax_along_a_row_is_transposed_to_and_fro() {
    GraphBuilder series =
        new GraphBuilder("series", Shape.batchOf(2, 3)).apply("softmax", new Softmax(1));

    assertThat(operators(TfliteWriter.write(series.build(null, null), Precision.FP32)))
        .containsExactly("TRANSPOSE", "SOFTMAX", "TRANSPOSE");
  }

  @Test
  void a_clip_is_its_ends_and_a_hard_sigmoid_is_carried_out_by_a_sum() {
    GraphBuilder graph =
        new GraphBuilder("ends", Shape.batchOf(3))
            .apply("unit", new Clip(0f, 1f))
            .apply("share", HardSigmoid.SIXTH)
            .apply("silu", new Silu());

    assertThat(operators(TfliteWriter.write(graph.build(null, null), Precision.FP32)))
        .containsExactly("RELU", "MINIMUM", "ADD", "MUL", "LOGISTIC", "MUL");
  }

  private static List<String> operators(byte[] bytes) {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
    return IntStream.range(0, model.subgraphs(0).operatorsLength())
        .mapToObj(i -> model.subgraphs(0).operators(i).opcodeIndex())
        .map(code -> BuiltinOperator.name(model.operatorCodes((int) (long) code).builtinCode()))
        .toList();
  }

  @Test
  void constants_are_aligned_to_16_bytes() {
    byte[] bytes = TfliteWriter.write(Golden.network(), Precision.FP32);
    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));

    IntStream.range(1, model.buffersLength())
        .mapToObj(i -> model.buffers(i).dataAsByteBuffer())
        .forEach(data -> assertThat(data.position() % 16).isZero());
  }

  private static List<Used> used(byte[] bytes) {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
    SubGraph graph = model.subgraphs(0);
    Map<Integer, Integer> storedAs = new HashMap<>();
    List<Used> used = new ArrayList<>();
    for (int i = 0; i < graph.operatorsLength(); i++) {
      Operator operator = graph.operators(i);
      var code = model.operatorCodes((int) operator.opcodeIndex());
      if (code.builtinCode() == BuiltinOperator.DEQUANTIZE) {
        storedAs.put(operator.outputs(0), operator.inputs(0));
      } else {
        used.add(used(model, graph, operator, storedAs));
      }
    }
    return used;
  }

  /** The converter writes each operator in the newest of the versions that its uses ask for. */
  private static int newest(Model model, int builtin) {
    return IntStream.range(0, model.operatorCodesLength())
        .mapToObj(model::operatorCodes)
        .filter(code -> code.builtinCode() == builtin)
        .mapToInt(OperatorCode::version)
        .max()
        .orElseThrow();
  }

  private static Used used(
      Model model, SubGraph graph, Operator operator, Map<Integer, Integer> storedAs) {
    var code = model.operatorCodes((int) operator.opcodeIndex());
    boolean reshape = code.builtinCode() == BuiltinOperator.RESHAPE;
    // The wanted shape of a reshape may be written as [1, n] or [-1, n]: the same for batch 1.
    IntStream inputs = IntStream.range(0, reshape ? 1 : operator.inputsLength());
    IntStream indices =
        IntStream.concat(inputs.map(operator::inputs), IntStream.of(operator.outputs(0)));
    return new Used(
        code.builtinCode(),
        newest(model, code.builtinCode()),
        indices
            .mapToObj(i -> described(model, graph.tensors(storedAs.getOrDefault(i, i))))
            .toList());
  }

  private static Described described(Model model, org.tensorflow.lite.schema.Tensor tensor) {
    var buffer = model.buffers((int) tensor.buffer());
    QuantizationParameters scales = tensor.quantization();
    int count = scales == null ? 0 : scales.scaleLength();
    return new Described(
        IntStream.range(0, tensor.shapeLength()).mapToObj(tensor::shape).toList(),
        tensor.type(),
        buffer.dataLength() == 0 ? ByteBuffer.allocate(0) : buffer.dataAsByteBuffer().slice(),
        IntStream.range(0, count).mapToObj(i -> scales.scale(i)).toList(),
        IntStream.range(0, count).mapToObj(i -> scales.zeroPoint(i)).toList());
  }

  private static Map<String, String> notes(byte[] bytes) {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
    Map<String, String> notes = new TreeMap<>();
    for (int i = 0; i < model.metadataLength(); i++) {
      ByteBuffer data = model.buffers((int) model.metadata(i).buffer()).dataAsByteBuffer();
      notes.put(model.metadata(i).name(), StandardCharsets.UTF_8.decode(data).toString());
    }
    return notes;
  }
}
