package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/**
 * What a checked file takes and gives. The runtime itself runs many a damaged file and gives wrong
 * numbers, or ends the process; this check comes first.
 */
record TfliteFile(List<Port> inputs, List<Port> outputs) {
  private static final int SCHEMA_VERSION = 3;

  TfliteFile {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * An input or output.
   *
   * @param dims its shape, the batch of 1 first
   * @param int8 whether it holds 8-bit integers; else floats
   */
  record Port(List<Integer> dims, boolean int8, float scale, int zeroPoint) {
    Port {
      dims = List.copyOf(dims);
    }

    int size() {
      return dims.stream().reduce(1, Math::multiplyExact);
    }

    /** Its shape for a number of samples. */
    int[] dims(int rows) {
      int[] sizes = dims.stream().mapToInt(Integer::intValue).toArray();
      sizes[0] = rows;
      return sizes;
    }

    int[] sample() {
      return dims.stream().skip(1).mapToInt(Integer::intValue).toArray();
    }
  }

  /**
   * Reads and checks a file; {@code where} is named in errors.
   *
   * @throws PipelineException if it is damaged or not what our kernels run
   */
  static TfliteFile read(byte[] bytes, Object where) {
    return read(
        bytes,
        where,
        model -> {
          SubGraph graph = model.subgraphs(0);
          return new TfliteFile(
              ports(graph, graph.inputsLength(), graph::inputs, where),
              ports(graph, graph.outputsLength(), graph::outputs, where));
        });
  }

  /**
   * Checks a file and takes something out of it; {@code where} is named in errors.
   *
   * @param part reads what it wants and need not look out for damage
   * @throws PipelineException if the file is damaged or not what our kernels run
   */
  static <T> T read(byte[] bytes, Object where, Function<Model, T> part) {
    try {
      FlatVerifier.verify(bytes, found -> damaged(found, where, null));
      Model model = Model.getRootAsModel(ByteBuffer.wrap(bytes));
      if (model.version() != SCHEMA_VERSION || model.subgraphsLength() != 1) {
        throw damaged(
            "version " + model.version() + ", " + model.subgraphsLength() + " graphs", where, null);
      }
      SubGraph graph = model.subgraphs(0);
      new TfliteCheck(model, graph, found -> damaged(found, where, null)).check();
      return part.apply(model);
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException
        | NullPointerException e) {
      throw damaged("offsets that lead nowhere", where, e);
    }
  }

  private static List<Port> ports(
      SubGraph graph, int count, IntUnaryOperator tensor, Object where) {
    return IntStream.range(0, count)
        .map(tensor)
        .mapToObj(index -> port(graph.tensors(index), where))
        .toList();
  }

  private static Port port(Tensor tensor, Object where) {
    boolean int8 = tensor.type() == TensorType.INT8;
    List<Integer> dims = IntStream.range(0, tensor.shapeLength()).mapToObj(tensor::shape).toList();
    if (!int8 && tensor.type() != TensorType.FLOAT32) {
      throw damaged("an input or output of type " + tensor.type(), where, null);
    }
    if (dims.isEmpty() || dims.get(0) != 1) {
      throw damaged("an input or output of shape " + dims + ", not batch 1", where, null);
    }
    if (!int8) {
      return new Port(dims, false, 1, 0);
    }
    QuantizationParameters scales = tensor.quantization();
    if (scales == null || scales.scaleLength() != 1 || !(scales.scale(0) > 0)) {
      throw damaged("an 8-bit input or output without one scale", where, null);
    }
    return new Port(dims, true, scales.scale(0), Math.toIntExact(scales.zeroPoint(0)));
  }

  private static PipelineException damaged(String found, Object where, @Nullable Throwable cause) {
    PipelineException.Builder builder =
        PipelineException.failed("Not a TFLite file that Edgeflow runs").found(found).where(where);
    return cause == null ? builder.build() : builder.cause(cause).build();
  }
}
