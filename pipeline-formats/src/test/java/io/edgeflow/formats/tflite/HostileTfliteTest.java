package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.ModelInspector;
import io.edgeflow.formats.hostile.Attempt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorType;

/** Files made to hurt: each gives the one error, in bounded time and memory. */
class HostileTfliteTest {
  private static final int HUGE = Integer.MAX_VALUE;

  @TempDir private Path folder;

  static Stream<Arguments> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a file of zeros behind its mark", marked(new byte[1 << 20]));
    files.put("a root that leads to itself", patched(0, 0));
    files.put("a root behind the end", patched(0, HUGE));
    files.put("a root before the start", patched(0, -8));
    files.put("a million operators of nothing", parts(1_000_000, true));
    files.put("a million buffers that are one", parts(1_000_000, false));
    files.put("a shape of more than there is", reshaped(1, HUGE, HUGE, HUGE));
    files.put("a shape of less than nothing", reshaped(1, -1, -HUGE, 4));
    files.put("a pad of 2 GB", padded(HUGE, HUGE));
    files.put("a pad of less than nothing", padded(-HUGE, 0));
    files.put("a new shape of everything", one(BuiltinOperator.RESHAPE, HUGE, HUGE, HUGE));
    files.put("a size of everything", one(BuiltinOperator.RESIZE_BILINEAR, HUGE, HUGE));
    files.put("tiles without end", one(BuiltinOperator.TILE, HUGE, HUGE, HUGE, HUGE));
    files.put("an order of other axes", one(BuiltinOperator.TRANSPOSE, HUGE, 0, -1, 2));
    files.put("a mean over other axes", one(BuiltinOperator.MEAN, HUGE, -HUGE));
    files.put("rows that a table has not", one(BuiltinOperator.GATHER, HUGE, -1));
    files.put("an operator of no known kind", one(HUGE, 1));
    return files.entrySet().stream().map(file -> Arguments.of(file.getKey(), file.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void a_file_that_claims_what_it_has_not_is_refused(String name, byte[] bytes) throws IOException {
    Attempt attempt = new Attempt();
    Path file = Files.write(folder.resolve("hostile.tflite"), bytes);

    assertThat(attempt.fault(ModelInspector::inspect, file, bytes.length)).isEmpty();
    assertThat(attempt.refused()).isOne();
  }

  /** An image through one operator, which reads a list of integers too. */
  private static byte[] one(int builtin, int... integers) {
    FlatFile file = new FlatFile();
    int in = file.activation("in", List.of(1, 4, 4, 2), TensorType.FLOAT32, null);
    int list =
        file.constant(
            "list", Tensor.of(new int[] {integers.length}, integers), TensorType.INT32, null);
    return given(file, builtin, in, list);
  }

  private static byte[] padded(int before, int behind) {
    FlatFile file = new FlatFile();
    int in = file.activation("in", List.of(1, 4, 4, 2), TensorType.FLOAT32, null);
    Tensor pads =
        Tensor.of(new int[] {4, 2}, new int[] {0, 0, before, behind, before, behind, 0, 0});
    return given(file, BuiltinOperator.PAD, in, file.constant("p", pads, TensorType.INT32, null));
  }

  /** A constant of four numbers that says it is larger. */
  private static byte[] reshaped(int... dims) {
    FlatFile file = new FlatFile();
    int in = file.activation("in", List.of(1, 4, 4, 2), TensorType.FLOAT32, null);
    Tensor four = Tensor.of(new int[] {1, 1, 1, 4}, new float[4]);
    byte[] bytes =
        given(file, BuiltinOperator.ADD, in, file.constant("c", four, TensorType.FLOAT32, null));
    ByteBuffer shape =
        Model.getRootAsModel(ByteBuffer.wrap(bytes)).subgraphs(0).tensors(1).shapeAsByteBuffer();
    shape.order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(dims).forEach(shape::putInt);
    return bytes;
  }

  private static byte[] given(FlatFile file, int builtin, int in, int other) {
    int out = file.activation("out", List.of(1, 4, 4, 2), TensorType.FLOAT32, null);
    file.step(builtin, 1, List.of(in, other), out, FlatFile.Options.NONE);
    return file.bytes(Map.of("in", in), Map.of("out", out), "hostile");
  }

  private static byte[] marked(byte[] bytes) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(16).put(mark());
    return bytes;
  }

  private static byte[] mark() {
    return "TFL3".getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] patched(int at, int value) {
    byte[] bytes = one(BuiltinOperator.RESHAPE, 1, 32);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return bytes;
  }

  /** A list that names one empty table over and over. */
  private static byte[] parts(int count, boolean operators) {
    FlatBufferBuilder builder = new FlatBufferBuilder(count * 5);
    Operator.startOperator(builder);
    int operator = Operator.endOperator(builder);
    Buffer.startBuffer(builder);
    int buffer = Buffer.endBuffer(builder);
    int[] many = new int[count];
    Arrays.fill(many, operators ? operator : buffer);
    int list =
        operators
            ? SubGraph.createOperatorsVector(builder, many)
            : Model.createBuffersVector(builder, many);
    SubGraph.startSubGraph(builder);
    if (operators) {
      SubGraph.addOperators(builder, list);
    }
    int graph = SubGraph.endSubGraph(builder);
    int graphs = Model.createSubgraphsVector(builder, new int[] {graph});
    Model.startModel(builder);
    Model.addVersion(builder, 3);
    Model.addSubgraphs(builder, graphs);
    if (!operators) {
      Model.addBuffers(builder, list);
    }
    Model.finishModelBuffer(builder, Model.endModel(builder));
    return builder.sizedByteArray();
  }
}
