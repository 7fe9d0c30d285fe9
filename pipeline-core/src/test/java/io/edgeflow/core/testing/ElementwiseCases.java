package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Clip;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.PRelu;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Erf;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.HardSigmoid;
import io.edgeflow.core.graph.op.Nonlinearity.HardSwish;
import io.edgeflow.core.graph.op.Nonlinearity.LeakyRelu;
import io.edgeflow.core.graph.op.Nonlinearity.Silu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import java.util.List;
import java.util.Map;

/** Cases of elementwise operators. */
final class ElementwiseCases {
  private ElementwiseCases() {}

  static List<OperatorCase> all() {
    return List.of(
        unary("relu", new Relu()),
        unary("relu6", new Relu6()),
        unary("clip", new Clip(-0.5f, 1.25f)),
        unary("clip_of_positives", new Clip(0.5f, 1.5f)),
        unary("clip_from_minus_one_to_one", new Clip(-1f, 1f)),
        unary("clip_from_zero_to_one", new Clip(0f, 1f)),
        unary("clip_as_relu", new Clip(0f, null)),
        unary("clip_as_relu6", new Clip(0f, 6f)),
        unary("clip_below", new Clip(-0.5f, null)),
        unary("clip_above", new Clip(null, 0.75f)),
        CaseDrawing.of("clip_behind_convolution", 2, 3, 3)
            .op("conv", Conv2d.padded(0), Map.of(ConstantRole.WEIGHT, dims(3, 2, 1, 1)))
            .op(new Clip(0f, 6f))
            .done(),
        prelu("prelu", 3, 4, 5),
        prelu("prelu_on_series", 3, 5),
        prelu("prelu_on_vectors", 6),
        preluBetweenImages(),
        preluOnFlattened(),
        unary("leaky_relu", new LeakyRelu(0.01f)),
        unary("leaky_relu_of_negative_slope", new LeakyRelu(-0.5f)),
        series("leaky_relu_on_series", new LeakyRelu(0.3f)),
        unary("hard_sigmoid", HardSigmoid.SIXTH),
        unary("hard_sigmoid_of_onnx", new HardSigmoid(0.2f, 0.5f)),
        series("hard_sigmoid_on_series", new HardSigmoid(0.7f, 0.3f)),
        unary("hard_swish", new HardSwish()),
        series("hard_swish_on_series", new HardSwish()),
        unary("silu", new Silu()),
        series("silu_on_series", new Silu()),
        unary("sigmoid", new Sigmoid()),
        CaseDrawing.of("rsqrt", 3, 4, 5).op(new Sigmoid()).op(new Rsqrt()).done(),
        unary("tanh", new Tanh()),
        unary("erf", new Erf()).refusedBy(Format.TFLITE),
        unary("gelu", new Gelu(Approximation.NONE)),
        unary("gelu_tanh", new Gelu(Approximation.TANH)),
        series("gelu_on_series", new Gelu(Approximation.NONE)),
        unary("dropout", new Dropout(0)),
        binary("add", new Add()),
        constant("add_constant", new Add()),
        binary("mul", new Mul()),
        constant("mul_constant", new Mul()),
        binary("sub", new Sub()),
        constant("sub_constant", new Sub()),
        broadcast("sub_broadcast", new Sub()),
        quotient("div", 3, 4, 5),
        quotient("div_on_series", 3, 4),
        constant("div_constant", new Div()),
        CaseDrawing.of("div_broadcast", 3, 4, 5)
            .op("mean", new GlobalAvgPool())
            .op("half", new Sigmoid())
            .op("divisor", new Sigmoid())
            .from("shift", "divisor")
            .op(new Div())
            .done());
  }

  private static OperatorCase unary(String name, Op op) {
    return CaseDrawing.of(name, 3, 4, 5).op(op).done();
  }

  private static OperatorCase prelu(String name, int... sample) {
    return CaseDrawing.of(name, sample).op(new PRelu(), slopes(sample[0])).done();
  }

  private static OperatorCase preluBetweenImages() {
    return CaseDrawing.of("prelu_between_convolutions", 2, 4, 4)
        .op("before", Conv2d.padded(0), Map.of(ConstantRole.WEIGHT, dims(3, 2, 1, 1)))
        .op("prelu", new PRelu(), slopes(3))
        .op("behind", Conv2d.padded(0), Map.of(ConstantRole.WEIGHT, dims(1, 3, 1, 1)))
        .op(new PRelu(), slopes(1))
        .done();
  }

  /** Features that may lie in the order of the image's memory. */
  private static OperatorCase preluOnFlattened() {
    return CaseDrawing.of("prelu_on_flattened", 2, 2, 3)
        .op("pool", new MaxPool2d(Size.square(1), Size.square(1)))
        .op("flatten", new Flatten())
        .op("prelu", new PRelu(), slopes(12))
        .op("linear", new Linear(), Map.of(ConstantRole.WEIGHT, dims(3, 12)))
        .op(new PRelu(), slopes(3))
        .done();
  }

  private static Map<ConstantRole, int[]> slopes(int channels) {
    return Map.of(ConstantRole.SLOPE, dims(channels));
  }

  private static OperatorCase series(String name, Op op) {
    return CaseDrawing.of(name, 3, 4).op(op).done();
  }

  /** A number for each channel, less or over the image that it comes from. */
  private static OperatorCase broadcast(String name, Op op) {
    return CaseDrawing.of(name, 3, 4, 5)
        .op("mean", new GlobalAvgPool())
        .from("mean", "shift")
        .op(op)
        .done();
  }

  /** By something between 1/2 and 3/4, which 8 bits hold well. */
  private static OperatorCase quotient(String name, int... sample) {
    return CaseDrawing.of(name, sample)
        .op("half", new Sigmoid())
        .op("divisor", new Sigmoid())
        .from("shift", "divisor")
        .op(new Div())
        .done();
  }

  /** An image with another, which is made of it. */
  private static OperatorCase binary(String name, Op op) {
    return CaseDrawing.of(name, 3, 4, 5)
        .op("other", new Mul(), Map.of(ConstantRole.OPERAND, dims(3, 4, 5)))
        .from("shift", "other")
        .op(op)
        .done();
  }

  /** An image with a number for each channel. */
  private static OperatorCase constant(String name, Op op) {
    return CaseDrawing.of(name, 3, 4, 5).op(op, Map.of(ConstantRole.OPERAND, dims(3, 1, 1))).done();
  }
}
