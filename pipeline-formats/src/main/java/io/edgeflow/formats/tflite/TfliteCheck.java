package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** The rules of a TFLite graph that the runtime relies on without looking. */
final class TfliteCheck {
  private static final float TOLERANCE = 1e-5f;
  private static final long LARGEST_TENSOR = 1L << 28;

  /** Stands for an optional tensor that is not there, as TensorFlow does with a bias of zeros. */
  private static final int ABSENT = -1;

  private final Model model;
  private final SubGraph graph;
  private final Function<String, PipelineException> damaged;
  private final Set<Integer> computed = new HashSet<>();

  TfliteCheck(Model model, SubGraph graph, Function<String, PipelineException> damaged) {
    this.model = model;
    this.graph = graph;
    this.damaged = damaged;
  }

  void check() {
    require(graph.inputsLength() > 0, "no input");
    require(graph.outputsLength() > 0, "no output");
    for (int i = 0; i < graph.tensorsLength(); i++) {
      checkTensor(i);
    }
    for (int i = 0; i < graph.inputsLength(); i++) {
      require(computed.add(tensor(graph.inputs(i))), "the same input twice");
    }
    for (int i = 0; i < graph.operatorsLength(); i++) {
      checkOperator(graph.operators(i));
    }
    for (int i = 0; i < graph.outputsLength(); i++) {
      require(computed.contains(tensor(graph.outputs(i))), "an output that nothing gives");
    }
  }

  private int tensor(int index) {
    require(index >= 0 && index < graph.tensorsLength(), "a tensor numbered " + index);
    return index;
  }

  private void checkTensor(int index) {
    Tensor tensor = graph.tensors(index);
    long buffer = tensor.buffer();
    require(buffer >= 0 && buffer < model.buffersLength(), "a buffer numbered " + buffer);
    long elements = 1;
    for (int i = 0; i < tensor.shapeLength(); i++) {
      require(tensor.shape(i) >= 1, name(tensor) + " with a dimension of " + tensor.shape(i));
      elements = Math.multiplyExact(elements, (long) tensor.shape(i));
    }
    require(elements <= LARGEST_TENSOR, name(tensor) + " of " + elements + " elements");
    long bytes = model.buffers((int) buffer).dataLength();
    if (bytes > 0) {
      long expected = elements * elementBytes(tensor);
      require(bytes == expected, bytes + " bytes for " + name(tensor) + ", not " + expected);
    }
    if (tensor.type() == TensorType.INT8) {
      require(hasScales(tensor), name(tensor) + " without scales");
    }
    require(tensor.type() != TensorType.FLOAT16 || bytes > 0, name(tensor) + " computed in halves");
  }

  private void checkOperator(Operator operator) {
    int code = (int) operator.opcodeIndex();
    require(code >= 0 && code < model.operatorCodesLength(), "an operator code of " + code);
    for (int i = 0; i < operator.inputsLength(); i++) {
      int input = operator.inputs(i);
      require(
          input == ABSENT || computed.contains(tensor(input)) || isConstant(input),
          "an operator that reads tensor " + input + " before it is computed");
    }
    for (int i = 0; i < operator.outputsLength(); i++) {
      int output = tensor(operator.outputs(i));
      require(!isConstant(output) && computed.add(output), "tensor " + output + " given twice");
    }
    int builtin = model.operatorCodes(code).builtinCode();
    for (int i = 0; i < operator.inputsLength() && builtin != BuiltinOperator.DEQUANTIZE; i++) {
      int input = operator.inputs(i);
      require(
          input == ABSENT || graph.tensors(input).type() != TensorType.FLOAT16,
          "halves that no kernel reads");
    }
    checkShapes(operator, builtin);
  }

  private void checkShapes(Operator operator, int builtin) {
    Tensor input = graph.tensors(tensor(operator.inputs(0)));
    Tensor output = graph.tensors(tensor(operator.outputs(0)));
    boolean fits =
        switch (builtin) {
          case BuiltinOperator.CONV_2D, BuiltinOperator.DEPTHWISE_CONV_2D -> {
            checkWeighted(operator, builtin);
            Tensor weight = graph.tensors(operator.inputs(1));
            yield TfliteShapes.windowsFit(operator, builtin, input, weight, output);
          }
          case BuiltinOperator.FULLY_CONNECTED -> {
            checkWeighted(operator, builtin);
            yield TfliteShapes.productFits(operator, input, output);
          }
          case BuiltinOperator.MAX_POOL_2D, BuiltinOperator.AVERAGE_POOL_2D ->
              TfliteShapes.poolFits(operator, input, output);
          case BuiltinOperator.RESHAPE ->
              elements(input) == elements(output)
                  && TfliteShapes.reshapeFits(wantedShape(operator), output);
          case BuiltinOperator.ADD,
              BuiltinOperator.MUL,
              BuiltinOperator.SUB,
              BuiltinOperator.DIV,
              BuiltinOperator.MAXIMUM,
              BuiltinOperator.MINIMUM,
              BuiltinOperator.PRELU ->
              TfliteShapes.broadcastFits(input, graph.tensors(tensor(operator.inputs(1))), output);
          case BuiltinOperator.CONCATENATION ->
              TfliteShapes.concatenationFits(
                  operator,
                  IntStream.range(0, operator.inputsLength())
                      .mapToObj(i -> graph.tensors(tensor(operator.inputs(i))))
                      .toList(),
                  output);
          case BuiltinOperator.BATCH_MATMUL -> {
            requireInputs(operator, 2);
            Tensor second = graph.tensors(tensor(operator.inputs(1)));
            yield TfliteProducts.fit(operator, input, second, output);
          }
          case BuiltinOperator.STRIDED_SLICE -> {
            requireInputs(operator, 4);
            yield TfliteSlices.fit(
                operator,
                input,
                List.of(integers(operator, 1), integers(operator, 2), integers(operator, 3)),
                output);
          }
          case BuiltinOperator.MEAN, BuiltinOperator.SUM, BuiltinOperator.REDUCE_MAX ->
              TfliteShapes.reductionFits(operator, input, parameter(operator), output);
          case BuiltinOperator.ARG_MAX ->
              TfliteShapes.placeFits(operator, input, parameter(operator), output);
          case BuiltinOperator.PAD -> TfliteShapes.padFits(input, parameter(operator), output);
          case BuiltinOperator.RESIZE_BILINEAR, BuiltinOperator.RESIZE_NEAREST_NEIGHBOR ->
              TfliteShapes.resizeFits(input, parameter(operator), output);
          case BuiltinOperator.GATHER -> {
            requireInputs(operator, 2);
            Tensor rows = graph.tensors(tensor(operator.inputs(1)));
            yield TfliteShapes.rowsFit(operator, input, rows, output);
          }
          case BuiltinOperator.PADV2 -> {
            requireInputs(operator, 3);
            Tensor value = graph.tensors(tensor(operator.inputs(2)));
            yield value.type() == input.type()
                && elements(value) == 1
                && TfliteShapes.padFits(input, integers(operator, 1), output);
          }
          case BuiltinOperator.TRANSPOSE_CONV -> transposedFits(operator, output);
          case BuiltinOperator.TRANSPOSE ->
              TfliteShapes.transposeFits(input, parameter(operator), output);
          case BuiltinOperator.SOFTMAX, BuiltinOperator.CAST, BuiltinOperator.QUANTIZE ->
              sameSizes(input, output);
          case BuiltinOperator.DEQUANTIZE ->
              sameSizes(input, output) && output.type() == TensorType.FLOAT32;
          default -> {
            if (!TfliteOps.ELEMENTWISE.contains(builtin)) {
              throw damaged.apply("the operator " + operatorName(builtin));
            }
            yield sameSizes(input, output);
          }
        };
    require(fits, name(output) + " of a shape that its operator does not give");
  }

  private static boolean sameSizes(Tensor one, Tensor other) {
    return TfliteShapes.sizes(one).equals(TfliteShapes.sizes(other));
  }

  private static String operatorName(int builtin) {
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "numbered " + builtin;
  }

  /** The constant integers that an operator takes as its second and last input. */
  private List<Integer> parameter(Operator operator) {
    requireInputs(operator, 2);
    return integers(operator, 1);
  }

  private void requireInputs(Operator operator, int count) {
    require(operator.inputsLength() == count, "an operator without its parameters");
  }

  private List<Integer> integers(Operator operator, int input) {
    Tensor tensor = graph.tensors(tensor(operator.inputs(input)));
    require(
        isConstant(operator.inputs(input)) && tensor.type() == TensorType.INT32,
        name(tensor) + " that is no constant of 32-bit integers");
    IntBuffer values =
        model
            .buffers((int) tensor.buffer())
            .dataAsByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer();
    return IntStream.range(0, values.remaining()).mapToObj(values::get).toList();
  }

  private @Nullable Buffer wantedShape(Operator operator) {
    return operator.inputsLength() < 2 || operator.inputs(1) < 0
        ? null
        : model.buffers((int) graph.tensors(operator.inputs(1)).buffer());
  }

  private void checkWeighted(Operator operator, int builtin) {
    require(
        operator.inputsLength() == 2 || operator.inputsLength() == 3,
        "a weighted operator that reads " + operator.inputsLength() + " tensors");
    Tensor input = graph.tensors(tensor(operator.inputs(0)));
    Tensor weight = graph.tensors(tensor(operator.inputs(1)));
    Tensor output = graph.tensors(tensor(operator.outputs(0)));
    boolean depthwise = builtin == BuiltinOperator.DEPTHWISE_CONV_2D;
    int out = depthwise ? last(weight) : weight.shape(0);
    int rank = builtin == BuiltinOperator.FULLY_CONNECTED ? 2 : 4;
    require(weight.shapeLength() == rank, name(weight) + " of rank " + weight.shapeLength());
    require(depthwise || last(weight) == last(input), name(weight) + " for other inputs");
    require(last(output) == out, name(weight) + " for other outputs");
    if (weight.type() == TensorType.INT8) {
      requireScales(weight, out, depthwise ? 3 : 0);
      require(
          isConstant(operator.inputs(1)) || input.type() == TensorType.INT8,
          name(weight) + " that is no constant");
    }
    if (operator.inputsLength() == 3 && operator.inputs(2) != ABSENT) {
      checkBias(graph.tensors(tensor(operator.inputs(2))), input, weight, out);
      return;
    }
    // The runtime has no kernel for it, or ends the process.
    require(builtin == BuiltinOperator.FULLY_CONNECTED, operatorName(builtin) + " without a bias");
  }

  private void requireScales(Tensor weight, int channels, int axis) {
    Optional<String> fault = WeightScales.fault(weight, channels, axis);
    require(fault.isEmpty(), name(weight) + " " + fault.orElse(""));
  }

  /** It reads the output's size, the weight, the image and the bias. */
  private boolean transposedFits(Operator operator, Tensor output) {
    requireInputs(operator, 4);
    Tensor weight = graph.tensors(tensor(operator.inputs(1)));
    Tensor input = graph.tensors(tensor(operator.inputs(2)));
    require(weight.shapeLength() == 4, name(weight) + " of rank " + weight.shapeLength());
    require(last(weight) == last(input), name(weight) + " for other inputs");
    require(last(output) == weight.shape(0), name(weight) + " for other outputs");
    if (weight.type() == TensorType.INT8) {
      requireScales(weight, weight.shape(0), 0);
    }
    checkBias(graph.tensors(tensor(operator.inputs(3))), input, weight, weight.shape(0));
    return integers(operator, 0).equals(TfliteShapes.sizes(output))
        && TfliteShapes.transposedFits(operator, input, weight, output);
  }

  private void checkBias(Tensor bias, Tensor input, Tensor weight, int out) {
    require(elements(bias) == out, name(bias) + " of " + elements(bias) + " elements");
    if (weight.type() == TensorType.INT8 && input.type() == TensorType.FLOAT32) {
      // The kernel quantizes its input by itself.
      require(bias.type() == TensorType.FLOAT32, name(bias) + " of type " + bias.type());
    } else if (weight.type() == TensorType.INT8) {
      require(bias.type() == TensorType.INT32, name(bias) + " of type " + bias.type());
      require(hasScales(bias), name(bias) + " without scales");
      checkBiasScale(scales(input), scales(weight), scales(bias), name(bias));
    }
  }

  private void checkBiasScale(
      QuantizationParameters input,
      QuantizationParameters weight,
      QuantizationParameters bias,
      String where) {
    require(bias.scaleLength() == weight.scaleLength(), where + " with other channels");
    for (int c = 0; c < bias.scaleLength(); c++) {
      float expected = input.scale(0) * weight.scale(c);
      require(
          Math.abs(bias.scale(c) - expected) <= TOLERANCE * expected,
          where + " with a scale of " + bias.scale(c) + ", not " + expected);
      require(weight.zeroPoint(c) == 0 && bias.zeroPoint(c) == 0, where + " off zero");
    }
  }

  private static QuantizationParameters scales(Tensor tensor) {
    return java.util.Objects.requireNonNull(tensor.quantization());
  }

  private static boolean hasScales(Tensor tensor) {
    @Nullable QuantizationParameters scales = tensor.quantization();
    return scales != null
        && scales.scaleLength() > 0
        && scales.zeroPointLength() == scales.scaleLength();
  }

  private boolean isConstant(int index) {
    return model.buffers((int) graph.tensors(index).buffer()).dataLength() > 0;
  }

  private long elementBytes(Tensor tensor) {
    return switch (tensor.type()) {
      case TensorType.INT8, TensorType.UINT8 -> 1;
      case TensorType.FLOAT16 -> 2;
      case TensorType.FLOAT32, TensorType.INT32 -> 4;
      case TensorType.INT64 -> 8;
      default -> throw damaged.apply(name(tensor) + " of type " + tensor.type());
    };
  }

  private static int last(Tensor tensor) {
    return tensor.shape(tensor.shapeLength() - 1);
  }

  private static long elements(Tensor tensor) {
    return LongStream.range(0, tensor.shapeLength())
        .map(i -> tensor.shape((int) i))
        .reduce(1, Math::multiplyExact);
  }

  private static String name(Tensor tensor) {
    return "tensor " + tensor.name();
  }

  private void require(boolean holds, String found) {
    if (!holds) {
      throw damaged.apply(found);
    }
  }
}
