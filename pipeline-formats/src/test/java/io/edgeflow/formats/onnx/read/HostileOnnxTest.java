package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.edgeflow.formats.ModelInspector;
import io.edgeflow.formats.hostile.Attempt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to hurt: each gives the one error or a model, in bounded time and memory. */
class HostileOnnxTest {
  private static final long HUGE = 1L << 31;

  @TempDir private Path folder;

  static Stream<Arguments> refused() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a length of 1 GB with nothing behind it", claimed(1 << 30));
    files.put("messages 10,000 deep", deep(10_000));
    files.put("a million empty nodes", emptyNodes(1_000_000));
    for (List<Long> dims :
        List.of(
            List.of(HUGE),
            List.of(65_536L, 65_536L, 65_536L, 65_536L),
            List.of(0L, Long.MAX_VALUE))) {
      files.put("a tensor " + dims + " of nothing", weights(dims));
      files.put("an input " + dims, input(dims));
    }
    files.put("a tensor of 8 GB of nothing", weights(List.of(HUGE - 1)));
    files.put("a tensor of less than nothing", weights(List.of(-1L)));
    long[] eightGiga = {1 << 10, 1 << 10, 1 << 13};
    files.put(
        "a constant drawn out", made(o -> o.longs("s", eightGiga).node("Expand", "w,s", "v")));
    files.put(
        "a constant filled", made(o -> o.longs("s", eightGiga).node("ConstantOfShape", "s", "v")));
    files.put("a constant tiled", made(o -> o.longs("s", HUGE).node("Tile", "w,s", "v")));
    files.put(
        "a range without end",
        made(
            o ->
                number(number(number(o, "a", 0), "b", Long.MAX_VALUE), "c", 1)
                    .node("Range", "a,b,c", "v")));
    files.put("a constant doubled without end", made(o -> doubled(o, "w", "v")));
    files.put("an input doubled without end", one(o -> doubled(o, "x", "y")));
    files.put(
        "a pad of 2 GB",
        one(o -> o.longs("p", 0, 0, 0, 0, 0, 0, HUGE - 1, HUGE - 1).node("Pad", "x,p", "y")));
    files.put(
        "a size of everything",
        one(o -> o.longs("s", 1, 3, HUGE, HUGE).node("Resize", "x,,,s", "y")));
    return files.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void a_file_that_claims_what_it_has_not_is_refused(String name, byte[] bytes) throws IOException {
    Attempt attempt = new Attempt();
    Path file = Files.write(folder.resolve("hostile.onnx"), bytes);

    assertThat(attempt.fault(ModelInspector::inspect, file, bytes.length)).isEmpty();
    assertThat(attempt.refused()).isOne();
  }

  @Test
  void a_file_of_very_many_nodes_is_read_in_time_that_grows_as_it_does() throws IOException {
    Onnx onnx = Onnx.opset(17).input("x", 1, 4);
    int nodes = 20_000;
    for (int i = 0; i < nodes; i++) {
      onnx.node("Relu", i == 0 ? "x" : "t" + i, i == nodes - 1 ? "y" : "t" + (i + 1));
    }
    byte[] bytes = onnx.output("y").bytes();
    Path file = Files.write(folder.resolve("long.onnx"), bytes);
    Attempt attempt = new Attempt();

    assertThat(attempt.fault(ModelInspector::inspect, file, bytes.length)).isEmpty();
    assertThat(attempt.refused()).isZero();
  }

  @Test
  void a_model_of_very_many_multiplications_is_read_and_counted() {
    Path file =
        Onnx.opset(17)
            .input("x", 1, 64, 5_000, 5_000)
            .floats("w", new long[] {64, 64, 3, 3}, Onnx.values(64 * 64 * 9, 1))
            .node("Conv", "x,w", "y")
            .output("y")
            .write(folder.resolve("vast.onnx"));

    assertThat(ModelInspector.inspect(file).totals().macs())
        .isEqualTo(64L * 64 * 9 * 4_998 * 4_998);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void elements_are_read_from_no_place_but_a_file_below_the_models() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.writeString(folder.resolve("secret"), "12345678");
    Files.createSymbolicLink(models.resolve("link"), folder.resolve("secret"));
    Files.createSymbolicLink(models.resolve("folder"), folder);
    Files.createSymbolicLink(models.resolve("loop"), models.resolve("loop"));
    new ProcessBuilder("mkfifo", models.resolve("fifo").toString()).start().waitFor();
    for (String place :
        List.of(
            "/etc/passwd",
            "../secret",
            "./../secret",
            "link",
            "folder/secret",
            "loop",
            "fifo",
            ".",
            "",
            "models/../../secret",
            "\0",
            "hostile.onnx/x")) {
      byte[] bytes = external(place);
      Path file = Files.write(models.resolve("hostile.onnx"), bytes);
      Attempt attempt = new Attempt();

      assertThat(attempt.fault(ModelInspector::inspect, file, bytes.length)).as(place).isEmpty();
      assertThat(attempt.refused()).as(place).isOne();
    }
  }

  @Test
  void elements_that_are_the_model_file_itself_are_but_numbers() throws IOException {
    byte[] bytes = external("hostile.onnx");
    Path file = Files.write(folder.resolve("hostile.onnx"), bytes);

    assertThat(new Attempt().fault(ModelInspector::inspect, file, bytes.length)).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_model_that_is_no_file_is_refused_without_waiting_for_it() throws Exception {
    Path fifo = folder.resolve("fifo.onnx");
    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    for (Path file : List.of(fifo, folder, Path.of("/dev/zero"))) {
      Attempt attempt = new Attempt();

      assertThat(attempt.fault(ModelInspector::inspect, file, 0)).isEmpty();
      assertThat(attempt.refused()).isOne();
    }
  }

  /** A model that adds a constant {@code v}, which is made of {@code w}, to its input. */
  private static byte[] made(UnaryOperator<Onnx> nodes) {
    Onnx onnx = Onnx.opset(17).input("x", 1, 4).floats("w", new long[] {1}, 1);
    return nodes.apply(onnx).node("Add", "x,v", "y").output("y").bytes();
  }

  /** A model of an image. */
  private static byte[] one(UnaryOperator<Onnx> nodes) {
    return nodes.apply(Onnx.opset(17).input("x", 1, 3, 8, 8)).output("y").bytes();
  }

  private static Onnx doubled(Onnx onnx, String from, String to) {
    String last = from;
    for (int i = 0; i < 70; i++) {
      String next = i == 69 ? to : "d" + i;
      onnx.node("Concat", last + "," + last, next, Onnx.number("axis", -1));
      last = next;
    }
    return onnx;
  }

  private static Onnx number(Onnx onnx, String name, long value) {
    return onnx.constant(Onnx.tensor(name, DataType.INT64_VALUE).addInt64Data(value).build());
  }

  private static byte[] weights(List<Long> dims) {
    TensorProto.Builder weight = Onnx.tensor("w", DataType.FLOAT_VALUE);
    dims.forEach(weight::addDims);
    return Onnx.opset(17)
        .input("x", 1, 4)
        .constant(weight.setRawData(ByteString.EMPTY).build())
        .node("Add", "x,w", "y")
        .output("y")
        .bytes();
  }

  private static byte[] input(List<Long> dims) {
    long[] sizes = Stream.concat(Stream.of(1L), dims.stream()).mapToLong(Long::longValue).toArray();
    return Onnx.opset(17).input("x", sizes).node("Relu", "x", "y").output("y").bytes();
  }

  private static byte[] external(String place) {
    TensorProto weight =
        Onnx.tensor("w", DataType.FLOAT_VALUE, 2)
            .setDataLocation(DataLocation.EXTERNAL)
            .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(place))
            .build();
    return Onnx.opset(17)
        .input("x", 1, 2)
        .constant(weight)
        .node("Add", "x,w", "y")
        .output("y")
        .bytes();
  }

  private static byte[] claimed(int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, 2);
    out.writeUInt32NoTag(length);
    out.flush();
    return bytes.toByteArray();
  }

  /** Graphs of nodes of attributes of graphs, each the whole rest of the file. */
  private static byte[] deep(int levels) throws IOException {
    int[] fields = {1, 5, 6};
    byte[] inner = {};
    for (int level = 0; level < levels; level++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeByteArray(fields[level % 3], inner);
      out.flush();
      inner = bytes.toByteArray();
    }
    return inner;
  }

  private static byte[] emptyNodes(int count) throws IOException {
    byte[] nodes = new byte[2 * count];
    for (int i = 0; i < nodes.length; i += 2) {
      nodes[i] = 1 << 3 | 2;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(ModelProto.IR_VERSION_FIELD_NUMBER, 8);
    out.writeByteArray(ModelProto.GRAPH_FIELD_NUMBER, nodes);
    out.flush();
    return bytes.toByteArray();
  }
}
