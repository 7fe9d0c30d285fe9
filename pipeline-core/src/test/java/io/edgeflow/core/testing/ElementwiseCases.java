package io.edgeflow.core.testing;

import static io.edgeflow.core.testing.CaseDrawing.dims;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Elementwise.Rsqrt;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Op;
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
        unary("dropout", new Dropout(0)),
        binary("add", new Add()),
        constant("add_constant", new Add()),
        binary("mul", new Mul()),
        constant("mul_constant", new Mul()));
  }

  private static OperatorCase unary(String name, Op op) {
    return CaseDrawing.of(name, 3, 4, 5).op(op).done();
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
