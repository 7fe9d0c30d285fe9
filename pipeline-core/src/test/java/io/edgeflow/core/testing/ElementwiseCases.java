package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Div;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Elementwise.Sub;
import io.edgeflow.core.graph.op.Nonlinearity.Approximation;
import io.edgeflow.core.graph.op.Nonlinearity.Erf;
import io.edgeflow.core.graph.op.Nonlinearity.Gelu;
import io.edgeflow.core.graph.op.Nonlinearity.Tanh;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import java.util.List;
import java.util.Map;

/** Cases of elementwise operators. */
final class ElementwiseCases {
  private ElementwiseCases() {}

  static List<OperatorCase> all() {
    return List.of(
        unary("relu", new Relu()),
        unary("relu6", new Relu6()),
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
