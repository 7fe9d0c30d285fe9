package io.edgeflow.formats.tflite;

import java.util.Objects;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/** The rules for weights and biases, whose scales the runtime takes on trust. */
final class TfliteWeightCheck {
  private static final float TOLERANCE = 1e-5f;

  private final GraphUnderCheck graph;

  TfliteWeightCheck(GraphUnderCheck graph) {
    this.graph = graph;
  }

  /** Checks weight and bias of a convolution or a matrix product. */
  void check(Operator operator, int builtin) {
    graph.require(
        operator.inputsLength() == 2 || operator.inputsLength() == 3,
        "a weighted operator that reads " + operator.inputsLength() + " tensors");
    Tensor input = graph.read(operator, 0);
    Tensor weight = graph.read(operator, 1);
    Tensor output = graph.given(operator);
    boolean depthwise = builtin == BuiltinOperator.DEPTHWISE_CONV_2D;
    int out = depthwise ? GraphUnderCheck.last(weight) : weight.shape(0);
    int rank = builtin == BuiltinOperator.FULLY_CONNECTED ? 2 : 4;
    graph.require(
        weight.shapeLength() == rank,
        GraphUnderCheck.name(weight) + " of rank " + weight.shapeLength());
    graph.require(
        depthwise || GraphUnderCheck.last(weight) == GraphUnderCheck.last(input),
        GraphUnderCheck.name(weight) + " for other inputs");
    graph.require(
        GraphUnderCheck.last(output) == out, GraphUnderCheck.name(weight) + " for other outputs");
    if (weight.type() == TensorType.INT8) {
      requireScales(weight, out, depthwise ? 3 : 0);
      graph.require(
          graph.isConstant(operator.inputs(1)) || input.type() == TensorType.INT8,
          GraphUnderCheck.name(weight) + " that is no constant");
    }
    if (operator.inputsLength() == 3 && operator.inputs(2) != GraphUnderCheck.ABSENT) {
      checkBias(graph.read(operator, 2), input, weight, out);
      return;
    }
    // The runtime has no kernel for it, or ends the process.
    graph.require(
        builtin == BuiltinOperator.FULLY_CONNECTED,
        GraphUnderCheck.operatorName(builtin) + " without a bias");
  }

  private void requireScales(Tensor weight, int channels, int axis) {
    Optional<String> fault = WeightScales.fault(weight, channels, axis);
    graph.require(fault.isEmpty(), GraphUnderCheck.name(weight) + " " + fault.orElse(""));
  }

  /**
   * Whether a transposed convolution fits; it reads the output's size, the weight, the image and
   * the bias.
   */
  boolean transposedFits(Operator operator) {
    Tensor output = graph.given(operator);
    graph.requireInputs(operator, 4);
    Tensor weight = graph.read(operator, 1);
    Tensor input = graph.read(operator, 2);
    graph.require(
        weight.shapeLength() == 4,
        GraphUnderCheck.name(weight) + " of rank " + weight.shapeLength());
    graph.require(
        GraphUnderCheck.last(weight) == GraphUnderCheck.last(input),
        GraphUnderCheck.name(weight) + " for other inputs");
    graph.require(
        GraphUnderCheck.last(output) == weight.shape(0),
        GraphUnderCheck.name(weight) + " for other outputs");
    if (weight.type() == TensorType.INT8) {
      requireScales(weight, weight.shape(0), 0);
    }
    checkBias(graph.read(operator, 3), input, weight, weight.shape(0));
    return graph.integers(operator, 0).equals(TfliteShapes.sizes(output))
        && TfliteShapes.transposedFits(operator, input, weight, output);
  }

  private void checkBias(Tensor bias, Tensor input, Tensor weight, int out) {
    graph.require(
        GraphUnderCheck.elements(bias) == out,
        GraphUnderCheck.name(bias) + " of " + GraphUnderCheck.elements(bias) + " elements");
    if (weight.type() == TensorType.INT8 && input.type() == TensorType.FLOAT32) {
      // The kernel quantizes its input by itself.
      graph.require(
          bias.type() == TensorType.FLOAT32,
          GraphUnderCheck.name(bias) + " of type " + bias.type());
    } else if (weight.type() == TensorType.INT8) {
      graph.require(
          bias.type() == TensorType.INT32, GraphUnderCheck.name(bias) + " of type " + bias.type());
      graph.require(
          GraphUnderCheck.hasScales(bias), GraphUnderCheck.name(bias) + " without scales");
      checkBiasScale(scales(input), scales(weight), scales(bias), GraphUnderCheck.name(bias));
    }
  }

  private void checkBiasScale(
      QuantizationParameters input,
      QuantizationParameters weight,
      QuantizationParameters bias,
      String where) {
    graph.require(bias.scaleLength() == weight.scaleLength(), where + " with other channels");
    for (int c = 0; c < bias.scaleLength(); c++) {
      float expected = input.scale(0) * weight.scale(c);
      graph.require(
          Math.abs(bias.scale(c) - expected) <= TOLERANCE * expected,
          where + " with a scale of " + bias.scale(c) + ", not " + expected);
      graph.require(weight.zeroPoint(c) == 0 && bias.zeroPoint(c) == 0, where + " off zero");
    }
  }

  private static QuantizationParameters scales(Tensor tensor) {
    return Objects.requireNonNull(tensor.quantization());
  }
}
