package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.PRelu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.LeakyRelu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.Graphs;
import io.edgeflow.formats.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.Model;

class OldestRuntimeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quant/tf_fp32",
        "quant/tf_int8",
        "networks/arranged/tf_int8",
        "networks/branches/tf_int8",
        "networks/joins/tf_int8",
        "networks/mobile/tf_int8",
        "networks/resnet8/tf_int8"
      })
  void it_is_what_tensorflow_says_of_its_own_files(String name) throws IOException {
    byte[] theirs = resource("/oracle/" + name + ".tflite");

    String found = OldestRuntime.read(theirs, name);

    // TensorFlow does not know that older runtimes give wrong numbers for scales a channel.
    String told = note(theirs);
    assertThat(found).isEqualTo(hasScalesAChannel(theirs) ? "2.10.0" : told);
  }

  @ParameterizedTest
  @CsvSource({"int8, 2.10.0", "fp32, 1.5.0"})
  void our_files_say_what_their_operators_need(String precision, String expected)
      throws IOException {
    byte[] ours = resource("/golden/model." + precision + ".tflite");
    Path file = Files.write(folder.resolve("model.tflite"), ours);

    assertThat(note(ours)).isEqualTo(expected);
    assertThat(ModelFiles.oldestRuntime(file, Format.TFLITE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"FP32, 1.5.0", "FP16, 1.15.0", "INT8_WEIGHTS, 2.17.0", "INT8, 2.10.0"})
  void each_number_format_has_an_oldest_runtime(Precision precision, String oldest) {
    byte[] file = TfliteWriter.write(Golden.tfliteCalibrated(), precision);

    assertThat(OldestRuntime.read(file, "here")).isEqualTo(oldest);
  }

  @Test
  void the_newest_operator_decides() {
    byte[] file =
        TfliteWriter.write(
            new GraphBuilder("one", Shape.batchOf(2))
                .apply("linear", new Linear(), new Graphs(1).layer(3, 2))
                .apply("sigmoid", new Sigmoid())
                .build(null, null),
            Precision.FP32);

    assertThat(OldestRuntime.read(file, "test")).isEqualTo("1.14.0").isEqualTo(note(file));
  }

  /** The versions are those of TensorFlow's runtime_version.cc. */
  @ParameterizedTest
  @MethodSource("elementwise")
  void an_elementwise_operator_came_with_this_runtime(Op op, String floats, String integers) {
    ModelGraph graph =
        new GraphBuilder("one", Shape.batchOf(2)).apply("x", op, constants(op)).build(null, null);
    Tensor batch = Tensor.of(new int[] {1, 2}, new float[] {-1, 2});

    byte[] fp32 = TfliteWriter.write(graph, Precision.FP32);
    byte[] int8 = TfliteWriter.write(Graphs.calibrated(graph, batch), Precision.INT8);

    assertThat(OldestRuntime.read(fp32, "test")).isEqualTo(floats);
    assertThat(OldestRuntime.read(int8, "test")).isEqualTo(integers);
  }

  static Stream<Arguments> elementwise() {
    return Stream.of(
        Arguments.of(new Sub(), "1.6.0", "1.14.0"),
        Arguments.of(new Div(), "1.6.0", "1.6.0"),
        Arguments.of(new Tanh(), "1.14.0", "1.14.0"),
        Arguments.of(new Gelu(Approximation.TANH), "2.9.0", "2.9.0"),
        Arguments.of(new LeakyRelu(0.5f), "1.13.1", "1.13.1"),
        Arguments.of(new PRelu(), "1.8.0", "1.8.0"),
        Arguments.of(new HardSwish(), "1.15.0", "1.15.0"),
        Arguments.of(new Clip(-1f, 1f), "1.5.0", "1.5.0"),
        Arguments.of(new Clip(-1f, null), "1.14.0", "1.14.0"),
        Arguments.of(new Clip(null, 1f), "1.14.0", "1.14.0"));
  }

  private static Map<ConstantRole, Constant> constants(Op op) {
    Constant two = Constant.frozen(Tensor.of(new int[] {2}, new float[] {1, 2}));
    return Stream.of(ConstantRole.OPERAND, ConstantRole.SLOPE)
        .filter(op.roles()::allow)
        .collect(Collectors.toMap(role -> role, role -> two));
  }

  private static boolean hasScalesAChannel(byte[] bytes) {
    var graph = Model.getRootAsModel(ByteBuffer.wrap(bytes)).subgraphs(0);
    for (int i = 0; i < graph.tensorsLength(); i++) {
      var tensor = graph.tensors(i);
      var scales = tensor.quantization();
      if (tensor.shapeLength() == 2 && scales != null && scales.scaleLength() > 1) {
        return true;
      }
    }
    return false;
  }

  private static String note(byte[] bytes) {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
    for (int i = 0; i < model.metadataLength(); i++) {
      if (OldestRuntime.NOTE.equals(model.metadata(i).name())) {
        ByteBuffer text = model.buffers((int) model.metadata(i).buffer()).dataAsByteBuffer();
        return StandardCharsets.US_ASCII.decode(text).toString().replace("\0", "");
      }
    }
    throw new AssertionError("No note");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OldestRuntimeTest.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
