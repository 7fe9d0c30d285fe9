package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were not written by us: well-formed as protobuf, and with fields that do not fit. */
class HostileOnnxFileTest {
  private static final int MUTATIONS_A_FILE = 5_000;

  @Test
  void nodes_without_inputs_and_outputs_have_no_weights() throws IOException {
    ModelProto model =
        changed(
            "int8",
            graph ->
                graph.getNodeBuilderList().stream()
                    .filter(node -> node.getOpType().matches("DequantizeLinear|Conv|Gemm"))
                    .forEach(node -> node.clearInput()));

    assertThat(OnnxWeights.read(model.toByteArray(), "test")).isEmpty();
  }

  @Test
  void sizes_that_no_file_holds_are_refused_by_name() throws IOException {
    for (long[] dims : new long[][] {{-1}, {1L << 40}, {1 << 30, 1 << 30, 1 << 30}}) {
      ModelProto model =
          changed(
              "fp32",
              graph -> {
                TensorProto.Builder tensor = graph.getInitializerBuilder(0).clearDims();
                for (long dim : dims) {
                  tensor.addDims(dim);
                }
              });

      assertThatThrownBy(() -> OnnxWeights.read(model.toByteArray(), "hostile.onnx"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("Not a well-formed ONNX model")
          .hasMessageContaining("hostile.onnx");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32", "fp16", "int8_weights", "int8"})
  void missing_and_negative_fields_are_read_or_refused_by_the_one_error(String precision)
      throws IOException {
    SplittableRandom random = new SplittableRandom(precision.hashCode());
    int refused = 0;

    for (int i = 0; i < MUTATIONS_A_FILE; i++) {
      byte[] file = changed(precision, graph -> damage(graph, random)).toByteArray();
      refused += isRefused(file) ? 1 : 0;
    }

    assertThat(refused).isBetween(MUTATIONS_A_FILE / 4, MUTATIONS_A_FILE - 1);
  }

  private static boolean isRefused(byte[] file) {
    try {
      OnnxWeights.read(file, "mutated");
      return false;
    } catch (PipelineException e) {
      return true;
    }
  }

  private static void damage(GraphProto.Builder graph, SplittableRandom random) {
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    TensorProto.Builder tensor =
        graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
    switch (random.nextInt(9)) {
      case 0 -> node.clearInput();
      case 1 -> node.clearOutput();
      case 2 -> node.clearOpType();
      case 3 -> node.addInput("").addInput("nobody");
      case 4 -> tensor.clearDims();
      case 5 -> tensor.addDims(random.nextLong());
      case 6 -> tensor.setDataType(random.nextInt(-2, 20));
      case 7 -> tensor.clearRawData();
      default -> tensor.setRawData(ByteString.copyFrom(new byte[random.nextInt(9)]));
    }
  }

  private static ModelProto changed(String precision, Consumer<GraphProto.Builder> change)
      throws IOException {
    String name = "/golden/model." + precision + ".onnx";
    try (InputStream in =
        Objects.requireNonNull(HostileOnnxFileTest.class.getResourceAsStream(name), name)) {
      ModelProto.Builder model = ModelProto.parseFrom(in).toBuilder();
      change.accept(model.getGraphBuilder());
      return model.build();
    }
  }
}
