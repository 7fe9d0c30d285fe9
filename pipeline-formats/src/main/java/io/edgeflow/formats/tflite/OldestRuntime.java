package io.edgeflow.formats.tflite;

import static java.util.Map.entry;

import io.edgeflow.core.error.PipelineException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;

/**
 * The oldest runtime that runs a file, from the file's operators and their versions; what stands in
 * the file as {@value #NOTE}. The numbers are those of TensorFlow's own converter.
 */
public final class OldestRuntime {
  /** The metadata entry, of 16 bytes, which TensorFlow's files have too. */
  static final String NOTE = "min_runtime_version";

  private static final int NOTE_BYTES = 16;

  /** For each version of an operator, beginning with 1, the runtime that it came with. */
  private static final Map<Integer, List<String>> SINCE =
      Map.ofEntries(
          entry(BuiltinOperator.ADD, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.ARG_MAX, List.of("1.9.0", "1.14.0")),
          entry(BuiltinOperator.AVERAGE_POOL_2D, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.BATCH_MATMUL, List.of("2.3.0", "2.3.0")),
          entry(BuiltinOperator.CAST, List.of("1.5.0")),
          entry(BuiltinOperator.CONCATENATION, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.CONV_2D, List.of("1.5.0", "1.14.0", "1.14.0", "2.3.0", "2.4.0")),
          entry(
              BuiltinOperator.DEPTHWISE_CONV_2D,
              List.of("1.5.0", "1.12.0", "1.14.0", "2.2.0", "2.3.0", "2.3.0")),
          entry(
              BuiltinOperator.DEQUANTIZE, List.of("1.13.1", "1.14.0", "1.15.0", "2.2.0", "2.7.0")),
          entry(BuiltinOperator.DIV, List.of("1.6.0")),
          entry(
              BuiltinOperator.FULLY_CONNECTED,
              List.of(
                  "1.5.0", "1.10.0", "1.14.0", "1.14.0", "2.0.0", "2.1.0", "2.3.0", "2.3.0",
                  "2.3.0", "2.11.0", "2.15.0", "2.17.0")),
          entry(BuiltinOperator.GATHER, List.of("1.6.0")),
          entry(BuiltinOperator.GELU, List.of("2.9.0", "2.9.0")),
          entry(BuiltinOperator.HARD_SWISH, List.of("1.15.0")),
          entry(BuiltinOperator.LEAKY_RELU, List.of("1.13.1")),
          entry(BuiltinOperator.LOGISTIC, List.of("1.14.0", "1.14.0")),
          entry(BuiltinOperator.MAX_POOL_2D, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.MAXIMUM, List.of("1.14.0", "1.14.0")),
          entry(BuiltinOperator.MEAN, List.of("1.6.0", "1.14.0")),
          entry(BuiltinOperator.MINIMUM, List.of("1.14.0", "1.14.0")),
          entry(BuiltinOperator.MUL, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.PAD, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.PADV2, List.of("1.9.0", "1.14.0")),
          entry(BuiltinOperator.PRELU, List.of("1.8.0")),
          entry(BuiltinOperator.QUANTIZE, List.of("1.14.0")),
          entry(BuiltinOperator.REDUCE_MAX, List.of("1.11.0", "1.14.0")),
          entry(BuiltinOperator.RELU, List.of("1.5.0", "2.1.0")),
          entry(BuiltinOperator.RELU_N1_TO_1, List.of("1.5.0")),
          entry(BuiltinOperator.RELU6, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.RESHAPE, List.of("1.5.0")),
          entry(BuiltinOperator.RESIZE_BILINEAR, List.of("1.7.0", "1.14.0", "2.2.0")),
          entry(BuiltinOperator.RESIZE_NEAREST_NEIGHBOR, List.of("1.13.1", "1.14.0", "2.3.0")),
          entry(BuiltinOperator.RSQRT, List.of("1.10.0")),
          entry(BuiltinOperator.SOFTMAX, List.of("1.5.0", "1.14.0")),
          entry(BuiltinOperator.STRIDED_SLICE, List.of("1.6.0", "1.14.0")),
          entry(BuiltinOperator.SUB, List.of("1.6.0", "1.14.0")),
          entry(BuiltinOperator.SUM, List.of("1.10.0", "1.15.0")),
          entry(BuiltinOperator.TANH, List.of("1.14.0", "1.14.0")),
          entry(BuiltinOperator.TRANSPOSE, List.of("1.6.0", "1.14.0")),
          entry(BuiltinOperator.TRANSPOSE_CONV, List.of("1.9.0", "2.2.0", "2.3.0")));

  /** Before it, a fully connected layer with a scale for each channel gave wrong numbers. */
  private static final String FULLY_CONNECTED_PER_CHANNEL = "2.10.0";

  private OldestRuntime() {}

  /** Room for the answer, to be filled when the file is there. */
  static byte[] room() {
    return new byte[NOTE_BYTES];
  }

  /** Writes the answer into the room that a file has for it. */
  static void fill(byte[] file) {
    Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
    String oldest = of(model, "the file that is written");
    for (int i = 0; i < model.metadataLength(); i++) {
      if (NOTE.equals(model.metadata(i).name())) {
        int buffer = Math.toIntExact(model.metadata(i).buffer());
        model.buffers(buffer).dataAsByteBuffer().put(oldest.getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /**
   * The oldest runtime that runs a file; {@code where} is named in errors.
   *
   * @throws PipelineException if the file is damaged, or has an operator in a version that the
   *     writer does not use
   */
  public static String read(byte[] bytes, Object where) {
    return TfliteFile.read(bytes, where, model -> of(model, where));
  }

  private static String of(Model model, Object where) {
    SubGraph graph = model.subgraphs(0);
    return IntStream.range(0, graph.operatorsLength())
        .mapToObj(graph::operators)
        .map(operator -> of(operator, model, graph, where))
        .max(Comparator.comparing(Version::parse))
        .orElse("1.5.0");
  }

  private static String of(Operator operator, Model model, SubGraph graph, Object where) {
    OperatorCode code = model.operatorCodes(Math.toIntExact(operator.opcodeIndex()));
    List<String> since = SINCE.getOrDefault(code.builtinCode(), List.of());
    int version = code.version();
    if (version < 1 || version > since.size()) {
      throw PipelineException.failed("An operator of a version that Edgeflow does not write")
          .found(BuiltinOperator.name(code.builtinCode()) + " version " + version)
          .limit(since.size())
          .where(where)
          .build();
    }
    String oldest = since.get(version - 1);
    return code.builtinCode() == BuiltinOperator.FULLY_CONNECTED && perChannel(operator, graph)
        ? later(oldest, FULLY_CONNECTED_PER_CHANNEL)
        : oldest;
  }

  private static String later(String one, String other) {
    return Version.parse(one).compareTo(Version.parse(other)) < 0 ? other : one;
  }

  private static boolean perChannel(Operator operator, SubGraph graph) {
    QuantizationParameters scales = graph.tensors(operator.inputs(1)).quantization();
    return scales != null && scales.scaleLength() > 1;
  }
}
