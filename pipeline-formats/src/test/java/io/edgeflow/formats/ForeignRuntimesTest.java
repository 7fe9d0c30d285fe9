package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.ForeignModels.Entry;
import io.edgeflow.formats.onnx.ForeignOnnx;
import io.edgeflow.formats.onnx.read.Peer;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.tflite.ForeignTflite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of other tools, run as they are on samples in our order. */
class ForeignRuntimesTest {
  @TempDir private Path folder;

  private static List<Entry> files() {
    return ForeignModels.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_file_gives_on_our_samples_what_its_maker_found(Entry file) {
    ImportedModel model = file.read();
    ImportedModel batched = file.batched(model);
    Path path = file.folder().resolve(file.file());

    try (Predictor running =
        file.file().endsWith("onnx")
            ? ForeignOnnx.open(path, model, 1)
            : ForeignTflite.open(path, model, 1)) {
      List<Tensor> found = running.run(Peer.inGraph(batched, file.inputs(0, file.fewRows())));

      Tensor expected = file.outputs(file.fewRows()).get(0);
      assertThat(Peer.error(Peer.inFile(batched, found).get(0), expected))
          .isLessThan(tolerance(file, model));
    }
  }

  /** Kernels of two runtimes of 8-bit files are up to three steps apart. */
  private static double tolerance(Entry file, ImportedModel model) {
    String output = model.graph().signature().output();
    return file.isQuantized()
        ? model.quantization().value(output).map(params -> 3.1 * params.scale()).orElseThrow()
        : 2e-5;
  }

  private static ImportedModel model(
      ModelGraph graph, ForeignTensor in, ForeignTensor out, GivenQuantization given) {
    return new ImportedModel(graph, List.of(in), List.of(out), given, List.of());
  }

  private static ModelGraph relu(int... sample) {
    return new GraphBuilder("relu", Shape.batchOf(sample)).apply("y", new Relu()).build(null, null);
  }

  @Test
  void halves_channels_last_and_a_batch_of_two_are_fed_as_the_file_wants_them() throws IOException {
    Path file =
        onnx(
            value("x", DataType.FLOAT16, 2, 1, 2, 3),
            value("y", DataType.FLOAT, 2, 1, 2, 3),
            NodeProto.newBuilder()
                .setOpType("Cast")
                .addInput("x")
                .addOutput("y")
                .addAttribute(number("to", DataType.FLOAT.getNumber())));
    List<Integer> sizes = List.of(-1, 1, 2, 3);
    ImportedModel model =
        model(
            relu(3, 1, 2),
            new ForeignTensor("x", "float16", sizes, List.of(0, 2, 3, 1)),
            new ForeignTensor("y", "float32", sizes, List.of(0, 2, 3, 1)),
            GivenQuantization.NONE);

    try (Predictor running = ForeignOnnx.open(file, model, 1)) {
      // two samples of [1, 2, 3] channels last; what comes is channels first
      Tensor rows =
          Tensor.of(new int[] {2, 1, 2, 3}, new float[] {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60});
      Tensor found = running.predict(rows);

      assertThat(found.dims()).containsExactly(2, 3, 1, 2);
      assertThat(found.toFloats()).containsExactly(1, 4, 2, 5, 3, 6, 10, 40, 20, 50, 30, 60);
    }
  }

  @Test
  void whole_numbers_and_a_batch_that_lies_second_are_fed_as_the_file_wants_them()
      throws IOException {
    Path file =
        onnx(
            value("ids", DataType.INT64, 3, 0),
            value("y", DataType.INT64, 3, 0),
            NodeProto.newBuilder().setOpType("Identity").addInput("ids").addOutput("y"));
    ForeignTensor ids = new ForeignTensor("ids", "int64", List.of(3, -1), List.of(1, 0));
    ForeignTensor same = new ForeignTensor("y", "int64", List.of(3, -1), List.of(1, 0));

    try (Predictor running =
        ForeignOnnx.open(file, model(relu(3), ids, same, GivenQuantization.NONE), 1)) {
      Tensor rows = Tensor.of(new int[] {2, 3}, new float[] {7, 8, 9, 1, 2, 3});

      assertThat(running.predict(rows).toFloats()).containsExactly(7, 8, 9, 1, 2, 3);
    }
  }

  @Test
  void a_score_by_class_becomes_scores_in_the_order_of_classes() throws IOException {
    TypeProto map =
        TypeProto.newBuilder()
            .setMapType(
                TypeProto.Map.newBuilder()
                    .setKeyType(DataType.INT64.getNumber())
                    .setValueType(tensor(DataType.FLOAT)))
            .build();
    AttributeProto classes =
        AttributeProto.newBuilder()
            .setName("classlabels_int64s")
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(List.of(30L, 4L, 100L))
            .build();
    Path file =
        onnx(
            value("x", DataType.FLOAT, 0, 3),
            ValueInfoProto.newBuilder()
                .setName("probabilities")
                .setType(
                    TypeProto.newBuilder()
                        .setSequenceType(TypeProto.Sequence.newBuilder().setElemType(map)))
                .build(),
            NodeProto.newBuilder()
                .setOpType("ZipMap")
                .setDomain("ai.onnx.ml")
                .addInput("x")
                .addOutput("probabilities")
                .addAttribute(classes));
    ForeignTensor x = new ForeignTensor("x", "float32", List.of(-1, 3), List.of(0, 1));
    ForeignTensor scores =
        new ForeignTensor("probabilities", "float32", List.of(-1, 3), List.of(0, 1));

    try (Predictor running =
        ForeignOnnx.open(file, model(relu(3), x, scores, GivenQuantization.NONE), 1)) {
      Tensor row = Tensor.of(new int[] {1, 3}, new float[] {0.3f, 0.1f, 0.6f});

      assertThat(running.predict(row).toFloats()).containsExactly(0.1f, 0.3f, 0.6f);
    }
  }

  @Test
  void an_int8_tflite_file_answers_as_in_the_runtime_of_our_own_files() throws IOException {
    ModelGraph graph = Graphs.cnn(8, 3, 3);
    Tensor rows = new Graphs(5).batch(graph, 4);
    ModelGraph ranged = Graphs.calibrated(graph, rows);
    Path file = folder.resolve("model.tflite");
    Files.write(file, ModelExporter.export(ranged, Format.TFLITE, Precision.INT8));
    GivenQuantization given =
        new GivenQuantization(
            QuantScheme.TFLITE,
            Map.of(
                "input", params(ranged, "input"),
                "logits", params(ranged, "logits")),
            Map.of());
    ImportedModel model =
        model(
            ranged,
            new ForeignTensor("input", "int8", List.of(-1, 8, 8, 3), List.of(0, 2, 3, 1)),
            new ForeignTensor("logits", "int8", List.of(-1, 10), List.of(0, 1)),
            given);

    try (Predictor own = Runtimes.open(file, Format.TFLITE, 1);
        Predictor foreign = ForeignTflite.open(file, model, 1)) {
      assertThat(foreign.predict(rows)).isEqualTo(own.predict(rows));
      assertThat(foreign.runtime()).startsWith("LiteRT");
    }
  }

  private static QuantParams params(ModelGraph graph, String tensor) {
    return QuantScheme.TFLITE.activation(graph.ranges().get(tensor));
  }

  private Path onnx(ValueInfoProto in, ValueInfoProto out, NodeProto.Builder node)
      throws IOException {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(9)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3))
            .setGraph(
                GraphProto.newBuilder().setName("g").addInput(in).addOutput(out).addNode(node))
            .build();
    return Files.write(folder.resolve("model.onnx"), model.toByteArray());
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** A size of 0 is open. */
  private static ValueInfoProto value(String name, DataType type, int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : sizes) {
      shape.addDim(
          size == 0
              ? Dimension.newBuilder().setDimParam("n")
              : Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TypeProto tensor(DataType type) {
    return TypeProto.newBuilder()
        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()))
        .build();
  }
}
