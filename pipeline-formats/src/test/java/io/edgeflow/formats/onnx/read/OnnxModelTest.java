package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {
  @TempDir Path folder;

  @Test
  void nodes_that_no_output_depends_on_are_left_out() {
    Onnx onnx = relu().node("Abs", "x", "unread");

    OnnxModel model = OnnxModel.read(file(onnx));

    assertThat(model.nodes()).extracting(OnnxNode::type).containsExactly("Relu");
  }

  @Test
  void inputs_that_are_initializers_are_constants() {
    Onnx onnx =
        Onnx.opset(11)
            .input("x", 1, 2)
            .input("w", 2)
            .floats("w", new long[] {2}, 1, 2)
            .node("Add", "x,w", "y")
            .output("y");

    OnnxModel model = OnnxModel.read(file(onnx));

    assertThat(model.inputs()).extracting(i -> i.getName()).containsExactly("x");
    assertThat(model.initializers()).containsOnlyKeys("w");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 22, Integer.MAX_VALUE})
  void an_opset_that_is_not_read_is_refused_with_those_that_are(int opset) {
    assertRefused(Onnx.opset(opset).input("x", 1).node("Relu", "x", "y").output("y"))
        .hasMessageContaining("opset")
        .hasMessageContaining("found: " + opset)
        .hasMessageContaining("11 to 21");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 14, Long.MAX_VALUE})
  void an_ir_version_that_is_not_known_is_refused(long version) {
    assertRefused(relu().change(m -> m.setIrVersion(version)))
        .hasMessageContaining("IR version")
        .hasMessageContaining("found: " + version);
  }

  @Test
  void files_that_are_none_are_refused_by_name() throws IOException {
    byte[] whole = relu().bytes();
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[] {1, 2, 3},
            "not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Arrays.copyOf(whole, whole.length / 2))) {
      Path file = Files.write(folder.resolve("none.onnx"), bytes);

      assertThatThrownBy(() -> OnnxModel.read(file))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("ONNX file")
          .hasMessageContaining("none.onnx");
    }
  }

  @Test
  void a_missing_file_is_refused_by_name() {
    assertThatThrownBy(() -> OnnxModel.read(folder.resolve("absent.onnx")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("absent.onnx");
  }

  @Test
  void a_file_of_more_parts_than_any_model_has_is_refused_before_they_are_built()
      throws IOException {
    byte[] graph = new byte[2 * (ModelParts.MOST + 1)];
    for (int i = 0; i < graph.length; i += 2) {
      graph[i] = (byte) (GraphProto.NODE_FIELD_NUMBER << 3 | 2);
    }
    Path file = folder.resolve("many.onnx");
    try (var out = Files.newOutputStream(file)) {
      var proto = com.google.protobuf.CodedOutputStream.newInstance(out);
      proto.writeByteArray(7, graph);
      proto.flush();
    }

    assertThatThrownBy(() -> OnnxModel.read(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("more than " + ModelParts.MOST + " parts");
  }

  @Test
  void graphs_within_graphs_without_end_are_refused() {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int depth = 0; depth < 100; depth++) {
      GraphProto.Builder outer = GraphProto.newBuilder();
      outer.addNodeBuilder().addAttributeBuilder().setName("body").setG(graph);
      graph = outer.build();
    }
    GraphProto deep = graph;

    assertRefused(relu().change(m -> m.setGraph(deep))).hasMessageContaining("nest deeper");
  }

  @Test
  void branches_are_refused_with_their_node() {
    assertRefused(
            Onnx.opset(17)
                .input("x", 1)
                .node(
                    "If",
                    "x",
                    "y",
                    Onnx.attribute("then_branch", AttributeType.GRAPH)
                        .setG(GraphProto.getDefaultInstance())
                        .build())
                .output("y"))
        .hasMessageContaining("loops and branches")
        .hasMessageContaining("node y_node (If)")
        .hasMessageContaining("traced");
  }

  @Test
  void functions_training_and_sparse_tensors_are_refused() {
    assertRefused(relu().change(m -> m.addFunctions(FunctionProto.getDefaultInstance())))
        .hasMessageContaining("functions")
        .hasMessageContaining("inline");
    assertRefused(relu().change(m -> m.addTrainingInfo(TrainingInfoProto.getDefaultInstance())))
        .hasMessageContaining("training");
    assertRefused(
            relu()
                .change(
                    m ->
                        m.getGraphBuilder()
                            .addSparseInitializer(SparseTensorProto.getDefaultInstance())))
        .hasMessageContaining("sparse");
  }

  @Test
  void an_operator_of_another_domain_is_refused_with_its_node() {
    assertRefused(
            relu()
                .change(
                    m -> {
                      m.addOpsetImport(
                          OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1));
                      m.getGraphBuilder().getNodeBuilder(0).setDomain("com.microsoft");
                    }))
        .hasMessageContaining("com.microsoft")
        .hasMessageContaining("node y_node (Relu)");
  }

  @Test
  void a_node_that_reads_what_only_a_later_one_gives_is_refused() {
    assertRefused(
            Onnx.opset(17).input("x", 1).node("Add", "x,z", "y").node("Relu", "y", "z").output("z"))
        .hasMessageContaining("only a later node gives z")
        .hasMessageContaining("node y_node (Add)");
  }

  @Test
  void a_node_that_reads_what_nothing_gives_is_refused() {
    assertRefused(Onnx.opset(17).input("x", 1).node("Add", "x,nobody", "y").output("y"))
        .hasMessageContaining("nothing gives nobody");
  }

  @Test
  void a_name_that_is_given_twice_is_refused() {
    assertRefused(relu().node("Abs", "x", "y")).hasMessageContaining("two tensors named y");
    assertRefused(relu().input("x", 2)).hasMessageContaining("two tensors named x");
    assertRefused(relu().floats("w", new long[0], 1).floats("w", new long[0], 1))
        .hasMessageContaining("two tensors named w");
    assertRefused(relu().output("y")).hasMessageContaining("the output y twice");
  }

  @Test
  void an_output_that_nothing_gives_is_refused() {
    assertRefused(relu().output("absent")).hasMessageContaining("nothing gives the output absent");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(Onnx onnx) {
    Path file = file(onnx);
    return assertThatThrownBy(() -> OnnxModel.read(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("model.onnx");
  }

  private Path file(Onnx onnx) {
    return onnx.write(folder.resolve("model.onnx"));
  }

  private static Onnx relu() {
    return Onnx.opset(17).input("x", -1, 2).node("Relu", "x", "y").output("y");
  }
}
