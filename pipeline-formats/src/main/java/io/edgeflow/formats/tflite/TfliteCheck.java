package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** The rules of a TFLite graph that the runtime relies on without looking. */
final class TfliteCheck {
  private static final long LARGEST_TENSOR = 1L << 28;
  private static final int MOST_SIZES = 8;
  private static final Set<Integer> ON_SIZES =
      Set.of(
          BuiltinOperator.SHAPE,
          BuiltinOperator.STRIDED_SLICE,
          BuiltinOperator.PACK,
          BuiltinOperator.GATHER,
          BuiltinOperator.REDUCE_PROD,
          BuiltinOperator.CONCATENATION);

  private final Model model;
  private final SubGraph graph;
  private final GraphUnderCheck checked;
  private final TfliteWeightCheck weights;
  private final Set<Integer> computed = new HashSet<>();

  TfliteCheck(Model model, SubGraph graph, Function<String, PipelineException> damaged) {
    this.model = model;
    this.graph = graph;
    this.checked = new GraphUnderCheck(model, graph, damaged);
    this.weights = new TfliteWeightCheck(checked);
  }

  void check() {
    checked.require(graph.inputsLength() > 0, "no input");
    checked.require(graph.outputsLength() > 0, "no output");
    for (int i = 0; i < graph.tensorsLength(); i++) {
      checkTensor(i);
    }
    for (int i = 0; i < graph.inputsLength(); i++) {
      checked.require(computed.add(checked.tensor(graph.inputs(i))), "the same input twice");
    }
    for (int i = 0; i < graph.operatorsLength(); i++) {
      checkOperator(graph.operators(i));
    }
    for (int i = 0; i < graph.outputsLength(); i++) {
      checked.require(
          computed.contains(checked.tensor(graph.outputs(i))), "an output that nothing gives");
    }
  }

  private void checkTensor(int index) {
    Tensor tensor = graph.tensors(index);
    long buffer = tensor.buffer();
    checked.require(buffer >= 0 && buffer < model.buffersLength(), "a buffer numbered " + buffer);
    long elements = 1;
    for (int i = 0; i < tensor.shapeLength(); i++) {
      checked.require(
          tensor.shape(i) >= 1,
          GraphUnderCheck.name(tensor) + " with a dimension of " + tensor.shape(i));
      elements = Math.multiplyExact(elements, (long) tensor.shape(i));
    }
    checked.require(
        elements <= LARGEST_TENSOR, GraphUnderCheck.name(tensor) + " of " + elements + " elements");
    long bytes = model.buffers((int) buffer).dataLength();
    if (bytes > 0) {
      long expected = elements * elementBytes(tensor);
      checked.require(
          bytes == expected,
          bytes + " bytes for " + GraphUnderCheck.name(tensor) + ", not " + expected);
    }
    if (tensor.type() == TensorType.INT8) {
      checked.require(
          GraphUnderCheck.hasScales(tensor), GraphUnderCheck.name(tensor) + " without scales");
    }
    checked.require(
        tensor.type() != TensorType.FLOAT16 || bytes > 0,
        GraphUnderCheck.name(tensor) + " computed in halves");
  }

  private void checkOperator(Operator operator) {
    int code = (int) operator.opcodeIndex();
    checked.require(code >= 0 && code < model.operatorCodesLength(), "an operator code of " + code);
    for (int i = 0; i < operator.inputsLength(); i++) {
      int input = operator.inputs(i);
      checked.require(
          input == GraphUnderCheck.ABSENT
              || computed.contains(checked.tensor(input))
              || checked.isConstant(input),
          "an operator that reads tensor " + input + " before it is computed");
    }
    for (int i = 0; i < operator.outputsLength(); i++) {
      int output = checked.tensor(operator.outputs(i));
      checked.require(
          !checked.isConstant(output) && computed.add(output), "tensor " + output + " given twice");
    }
    int builtin = model.operatorCodes(code).builtinCode();
    for (int i = 0; i < operator.inputsLength() && builtin != BuiltinOperator.DEQUANTIZE; i++) {
      int input = operator.inputs(i);
      checked.require(
          input == GraphUnderCheck.ABSENT || graph.tensors(input).type() != TensorType.FLOAT16,
          "halves that no kernel reads");
    }
    checkShapes(operator, builtin);
  }

  private void checkShapes(Operator operator, int builtin) {
    Tensor input = checked.read(operator, 0);
    Tensor output = checked.given(operator);
    if (onSizes(builtin, output)) {
      return;
    }
    boolean fits =
        switch (builtin) {
          case BuiltinOperator.CONV_2D, BuiltinOperator.DEPTHWISE_CONV_2D -> {
            weights.check(operator, builtin);
            Tensor weight = checked.read(operator, 1);
            yield TfliteShapes.windowsFit(operator, builtin, input, weight, output);
          }
          case BuiltinOperator.FULLY_CONNECTED -> {
            weights.check(operator, builtin);
            yield TfliteShapes.productFits(operator, input, output);
          }
          case BuiltinOperator.MAX_POOL_2D, BuiltinOperator.AVERAGE_POOL_2D ->
              TfliteShapes.poolFits(operator, input, output);
          case BuiltinOperator.RESHAPE ->
              GraphUnderCheck.elements(input) == GraphUnderCheck.elements(output)
                  && TfliteShapes.reshapeFits(wantedShape(operator), output);
          case BuiltinOperator.ADD,
              BuiltinOperator.MUL,
              BuiltinOperator.SUB,
              BuiltinOperator.DIV,
              BuiltinOperator.MAXIMUM,
              BuiltinOperator.MINIMUM,
              BuiltinOperator.PRELU ->
              TfliteShapes.broadcastFits(input, checked.read(operator, 1), output);
          case BuiltinOperator.CONCATENATION ->
              TfliteShapes.concatenationFits(
                  operator,
                  IntStream.range(0, operator.inputsLength())
                      .mapToObj(i -> checked.read(operator, i))
                      .toList(),
                  output);
          case BuiltinOperator.BATCH_MATMUL -> {
            checked.requireInputs(operator, 2);
            Tensor second = checked.read(operator, 1);
            yield TfliteProducts.fit(operator, input, second, output);
          }
          case BuiltinOperator.STRIDED_SLICE -> {
            checked.requireInputs(operator, 4);
            yield TfliteSlices.fit(
                operator,
                input,
                List.of(
                    checked.integers(operator, 1),
                    checked.integers(operator, 2),
                    checked.integers(operator, 3)),
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
            checked.requireInputs(operator, 2);
            Tensor rows = checked.read(operator, 1);
            yield TfliteShapes.rowsFit(operator, input, rows, output);
          }
          case BuiltinOperator.PADV2 -> {
            checked.requireInputs(operator, 3);
            Tensor value = checked.read(operator, 2);
            yield value.type() == input.type()
                && GraphUnderCheck.elements(value) == 1
                && TfliteShapes.padFits(input, checked.integers(operator, 1), output);
          }
          case BuiltinOperator.TRANSPOSE_CONV -> weights.transposedFits(operator);
          case BuiltinOperator.TRANSPOSE ->
              TfliteShapes.transposeFits(input, parameter(operator), output);
          case BuiltinOperator.SOFTMAX, BuiltinOperator.CAST, BuiltinOperator.QUANTIZE ->
              sameSizes(input, output);
          case BuiltinOperator.DEQUANTIZE ->
              sameSizes(input, output) && output.type() == TensorType.FLOAT32;
          default -> {
            if (!TfliteOps.ELEMENTWISE.contains(builtin)) {
              throw checked
                  .damaged()
                  .apply("the operator " + GraphUnderCheck.operatorName(builtin));
            }
            yield sameSizes(input, output);
          }
        };
    checked.require(
        fits, GraphUnderCheck.name(output) + " of a shape that its operator does not give");
  }

  /** Whether it computes the sizes of a tensor, as Keras's files do before a reshape. */
  private static boolean onSizes(int builtin, Tensor output) {
    return ON_SIZES.contains(builtin)
        && output.type() == TensorType.INT32
        && GraphUnderCheck.elements(output) <= MOST_SIZES;
  }

  private static boolean sameSizes(Tensor one, Tensor other) {
    return TfliteShapes.sizes(one).equals(TfliteShapes.sizes(other));
  }

  /** The constant integers that an operator takes as its second and last input. */
  private List<Integer> parameter(Operator operator) {
    checked.requireInputs(operator, 2);
    return checked.integers(operator, 1);
  }

  private @Nullable Buffer wantedShape(Operator operator) {
    return operator.inputsLength() < 2 || operator.inputs(1) < 0
        ? null
        : model.buffers((int) graph.tensors(operator.inputs(1)).buffer());
  }

  private long elementBytes(Tensor tensor) {
    return switch (tensor.type()) {
      case TensorType.INT8, TensorType.UINT8 -> 1;
      case TensorType.FLOAT16 -> 2;
      case TensorType.FLOAT32, TensorType.INT32 -> 4;
      case TensorType.INT64 -> 8;
      default ->
          throw checked.damaged().apply(GraphUnderCheck.name(tensor) + " of type " + tensor.type());
    };
  }
}
