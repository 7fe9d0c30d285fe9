package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxReaderTest extends NodeContract {
  @Test
  void names_of_inputs_and_outputs_are_the_files() {
    ImportedModel model =
        assertSame(
            Onnx.opset(17).input("x", -1, 2).node("Relu", "x", "y").output("y"), new int[] {3, 2});

    assertThat(model.graph().signature().input()).isEqualTo("x");
    assertThat(model.graph().signature().output()).isEqualTo("y");
    assertThat(model.inputs().get(0).sizes()).isEqualTo(List.of(-1, 2));
  }

  @Test
  void a_file_of_one_sample_becomes_a_graph_of_a_batch() {
    ImportedModel model =
        assertSame(
            Onnx.opset(17).input("x", 1, 2).node("Relu", "x", "y").output("y"), new int[] {1, 2});

    assertThat(model.graph().shape("y")).hasToString("[batch, 2]");
    assertThat(model.outputs().get(0).sizes()).isEqualTo(List.of(1, 2));
    assertThat(model.outputs().get(0).axes()).isEqualTo(List.of(-1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "open, AUTO, -1 3, 0 1",
    "1, AUTO, 1 3, -1 1",
    "4, AUTO, -1 3, 0 1",
    "1, FIRST, -1 3, 0 1",
    "4, FIRST, -1 3, 0 1",
    "1, NONE, 1 3, -1 1",
    "4, NONE, 4 3, 1 2"
  })
  void the_batch_lies_where_the_choice_says(
      String first, BatchAxis choice, String sizes, String axes) {
    long size = first.equals("open") ? -1 : Long.parseLong(first);
    Onnx onnx = Onnx.opset(17).input("x", size, 3).node("Relu", "x", "y").output("y");

    ForeignTensor input = read(onnx, choice).inputs().get(0);

    assertThat(input.sizes()).as("sizes").isEqualTo(numbers(sizes));
    assertThat(input.axes()).as("axes").isEqualTo(numbers(axes));
  }

  @Test
  void by_itself_a_first_axis_that_cannot_be_the_batch_is_one_of_the_samples() {
    Onnx mixing =
        Onnx.opset(17)
            .input("x", 4, 3)
            .longs("sizes", 1, 12)
            .node("Reshape", "x,sizes", "y")
            .output("y");

    assertThat(read(mixing, BatchAxis.AUTO).inputs().get(0).axes()).containsExactly(1, 2);
    assertThatThrownBy(() -> read(mixing, BatchAxis.FIRST)).isInstanceOf(PipelineException.class);
  }

  private ImportedModel read(Onnx onnx, BatchAxis choice) {
    Path file = onnx.write(folder.resolve("model.onnx"));
    return OnnxReader.read(file, new ReadOptions(Map.of(), choice));
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).map(Integer::valueOf).toList();
  }

  @Test
  void an_operator_that_is_not_read_is_named_with_its_node() {
    assertRefused(Onnx.opset(17).input("x", 1, 2).node("Det", "x", "y").output("y"))
        .hasMessageContaining("no operator Det")
        .hasMessageContaining("node y_node (Det)")
        .hasMessageContaining("docs/readable-operators.md");
  }

  @Test
  void a_node_that_joins_nothing_is_refused_with_its_node() {
    assertRefused(
            Onnx.opset(17)
                .input("x", 1, 2)
                .node("Concat", "", "nothing", Onnx.number("axis", 0))
                .node("Add", "x,nothing", "y")
                .output("y"))
        .hasMessageContaining("do not fit together")
        .hasMessageContaining("node nothing_node (Concat)");
  }

  @Test
  void an_output_in_which_samples_are_mixed_is_refused_by_name() {
    assertRefused(
            Onnx.opset(17)
                .input("x", -1, 2, 2)
                .longs("sizes", -1, 2)
                .node("Reshape", "x,sizes", "y")
                .output("y"))
        .hasMessageContaining("The batch is not where the operator can have it")
        .hasMessageContaining(".onnx, output y");
  }

  @Test
  void weights_beside_the_file_are_read_and_moved_whatever_the_files_own_size() throws IOException {
    int side = 2100;
    ByteBuffer weight =
        ByteBuffer.allocate(side * side * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < side; i++) {
      weight.putFloat(Float.BYTES * (i * side + (i + 1) % side), i);
    }
    try (FileChannel out =
        FileChannel.open(
            folder.resolve("model.onnx.data"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      out.write(weight);
    }
    TensorProto beside =
        Onnx.tensor("w", DataType.FLOAT_VALUE, side, side)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("model.onnx.data"))
            .build();

    assertSame(
        Onnx.opset(17).input("x", -1, side).constant(beside).node("MatMul", "x,w", "y").output("y"),
        new int[] {1, side});
  }
}
