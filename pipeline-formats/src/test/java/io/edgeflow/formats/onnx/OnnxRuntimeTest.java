package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.PredictorContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest extends PredictorContract {
  private static final byte[] WHOLE = OnnxWriter.write(Golden.network(), Precision.FP32);

  @TempDir Path folder;

  @Override
  protected Predictor open(ModelGraph graph) {
    return open(OnnxWriter.write(graph, Precision.FP32));
  }

  @Test
  void it_names_the_runtimes_own_version() {
    try (Predictor predictor = open(WHOLE)) {
      assertThat(predictor.runtime()).isEqualTo("ONNX Runtime 1.29.0");
    }
  }

  @Test
  void a_closed_runtime_refuses_to_predict() {
    Predictor predictor = open(WHOLE);
    predictor.close();

    assertThatThrownBy(() -> predictor.predict(Golden.array("test.npy")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void a_file_cut_short_is_refused() {
    assertRefused(Arrays.copyOf(WHOLE, WHOLE.length / 2));
  }

  @Test
  void bytes_that_are_no_protobuf_are_refused() {
    assertRefused("not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void an_empty_file_is_refused() {
    assertRefused(new byte[0]);
  }

  @Test
  void an_operator_before_its_input_is_refused() {
    assertRefused(
        damaged(
            model ->
                model
                    .getGraphBuilder()
                    .addNode(0, model.getGraph().getNode(1).toBuilder().setName("first"))));
  }

  @Test
  void a_constant_of_the_wrong_size_is_refused() {
    assertRefused(
        damaged(model -> model.getGraphBuilder().getInitializerBuilder(0).setDims(0, 1000)));
  }

  @Test
  void an_operator_that_the_runtime_lacks_is_refused() {
    assertRefused(damaged(model -> model.getGraphBuilder().getNodeBuilder(0).setOpType("Xyz")));
  }

  @Test
  void an_input_that_is_a_single_number_is_refused() {
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(9);
    model.addOpsetImportBuilder().setVersion(17);
    GraphProto.Builder graph = model.getGraphBuilder().setName("one");
    graph.addNodeBuilder().setOpType("Relu").addInput("x").addOutput("y");
    scalar(graph.addInputBuilder().setName("x"));
    scalar(graph.addOutputBuilder().setName("y"));

    assertRefused(model.build().toByteArray());
  }

  private static void scalar(ValueInfoProto.Builder value) {
    value
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.FLOAT_VALUE)
        .getShapeBuilder();
  }

  @Test
  void a_missing_file_is_named() {
    Path missing = folder.resolve("missing.onnx");

    assertThatThrownBy(() -> OnnxRuntime.open(missing, 1))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(missing.toString());
  }

  private void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> open(bytes))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("model.onnx");
  }

  private static byte[] damaged(Consumer<ModelProto.Builder> damage) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(WHOLE).toBuilder();
      damage.accept(model);
      return model.build().toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Predictor open(byte[] bytes) {
    try {
      return OnnxRuntime.open(Files.write(folder.resolve("model.onnx"), bytes), 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
