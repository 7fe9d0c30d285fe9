package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.Graphs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxWriterTest {
  @TempDir Path folder;

  @Test
  void int8_constants_are_those_of_onnx_runtimes_quantizer_bit_for_bit() throws IOException {
    Map<String, TensorProto> theirs =
        initializers(ModelProto.parseFrom(Files.readAllBytes(Golden.file("ort_int8_u8.onnx"))));
    Map<String, TensorProto> ours = initializers(parse(Golden.onnxCalibrated(), Precision.INT8));

    Map.of("input", "x", "relu1", "relu1", "relu2", "relu2", "relu3", "relu3", "logits", "logits")
        .forEach(
            (our, their) -> {
              for (String part : List.of("_scale", "_zero_point")) {
                assertSame(ours.get(our + part), theirs.get(their + part));
              }
            });
    Map.of("conv1", "conv1", "conv2", "conv2", "fc1", "fc1", "logits", "fc2")
        .forEach(
            (our, their) -> {
              assertSame(
                  ours.get(our + ".weight_quantized"), theirs.get(their + ".weight_quantized"));
              assertSame(ours.get(our + ".weight_scale"), theirs.get(their + ".weight_scale"));
              assertSame(ours.get(our + ".bias_quantized"), theirs.get(their + ".bias_quantized"));
              assertSame(
                  ours.get(our + ".bias_scale"), theirs.get(their + ".bias_quantized_scale"));
            });
  }

  @Test
  void onnx_runtime_fuses_every_kernel_of_the_int8_file() throws Exception {
    Map<String, Long> operators = optimized(Golden.onnxCalibrated(), Precision.INT8);

    assertThat(operators)
        .containsEntry("QLinearConv", 2L)
        .containsEntry("QGemm", 2L)
        .containsEntry("QuantizeLinear", 1L)
        .containsEntry("DequantizeLinear", 1L)
        .doesNotContainKeys("Conv", "FusedConv", "Gemm", "Relu");
  }

  @ParameterizedTest
  @CsvSource({"NONE, Gelu", "TANH, FastGelu"})
  void onnx_runtime_finds_a_gelu_in_its_parts(Approximation approximation, String found)
      throws Exception {
    ModelGraph graph =
        new GraphBuilder("gelu", Shape.batchOf(4))
            .apply("gelu", new Gelu(approximation))
            .apply("sigmoid", new Sigmoid())
            .build(null, null);

    assertThat(optimized(graph, Precision.FP32)).containsOnlyKeys(found, "Sigmoid");
  }

  @Test
  void onnx_runtime_fuses_convolutions_of_series() throws Exception {
    Graphs make = new Graphs(3);
    ModelGraph graph =
        new GraphBuilder("series", Shape.batchOf(3, 16))
            .apply("one", Conv1d.padded(new Ends(2, 0)), make.layer(4, 3, 3))
            .apply("relu", new Relu())
            .apply("two", Conv1d.padded(new Ends(2, 0)), make.layer(2, 4, 3))
            .build(null, null);

    assertThat(optimized(Graphs.calibrated(graph, make.batch(graph, 4)), Precision.INT8))
        .containsEntry("QLinearConv", 2L)
        .doesNotContainKeys("Conv", "FusedConv", "Relu", "NhwcFusedConv");
  }

  @Test
  void the_file_says_its_version_batch_and_labels() throws IOException {
    ModelProto model = parse(Golden.network(), Precision.FP32);

    assertThat(model.getIrVersion()).isEqualTo(9);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    assertThat(model.getProducerName()).isEqualTo("edgeflow");
    assertThat(
            model
                .getGraph()
                .getInput(0)
                .getType()
                .getTensorType()
                .getShape()
                .getDim(0)
                .getDimParam())
        .isEqualTo("batch");
    assertThat(model.getMetadataPropsList())
        .extracting(StringStringEntryProto::getKey, StringStringEntryProto::getValue)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "labels", "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]"));
  }

  @Test
  void dropout_is_not_exported() throws IOException {
    assertThat(parse(Golden.network(), Precision.FP32).getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly(
            "Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Flatten", "Gemm", "Relu",
            "Gemm");
  }

  @Test
  void a_missing_range_is_named() {
    assertThatThrownBy(() -> OnnxWriter.write(Golden.network(), Precision.INT8))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("input")
        .hasMessageContaining("calibrate");
  }

  private static ModelProto parse(ModelGraph graph, Precision precision) throws IOException {
    return ModelProto.parseFrom(OnnxWriter.write(graph, precision));
  }

  private Map<String, Long> optimized(ModelGraph graph, Precision precision)
      throws IOException, OrtException {
    Path file = Files.write(folder.resolve("in.onnx"), OnnxWriter.write(graph, precision));
    OnnxRuntime.open(file, 1).close();
    Path result = folder.resolve("out.onnx");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizedModelFilePath(result.toString());
      OrtEnvironment.getEnvironment().createSession(file.toString(), options).close();
    }
    return ModelProto.parseFrom(Files.readAllBytes(result)).getGraph().getNodeList().stream()
        .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()));
  }

  private static Map<String, TensorProto> initializers(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .collect(Collectors.toMap(TensorProto::getName, Function.identity()));
  }

  /** Type, shape and value; the peer may write values raw or in typed fields. */
  private static void assertSame(TensorProto ours, TensorProto theirs) {
    assertThat(ours.getDataType()).isEqualTo(theirs.getDataType());
    assertThat(ours.getDimsList()).isEqualTo(theirs.getDimsList());
    assertThat(bytes(ours)).as(ours.getName()).isEqualTo(bytes(theirs));
  }

  private static byte[] bytes(TensorProto tensor) {
    ByteBuffer typed =
        ByteBuffer.allocate(tensor.getFloatDataCount() * Float.BYTES + tensor.getInt32DataCount())
            .order(ByteOrder.LITTLE_ENDIAN);
    tensor.getFloatDataList().forEach(typed::putFloat);
    tensor.getInt32DataList().forEach(value -> typed.put(value.byteValue()));
    return tensor.hasRawData() ? tensor.getRawData().toByteArray() : typed.array();
  }
}
