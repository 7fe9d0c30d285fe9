package io.edgeflow.formats.lower;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.AxisUse;
import io.edgeflow.core.graph.op.ConstantRole;

/**
 * Refuses a layer whose 8-bit output is so much finer than its products or operands that kernels
 * cannot scale one to the other: in calibration its activation gave hardly anything but zeros.
 * XNNPACK takes a ratio of scales below 256 behind products; LiteRT shifts operands by 20 bits, of
 * which a sum takes one, and ends the process where that is not enough.
 */
final class RequireLiveLayers implements Rule {
  private static final float LARGEST_RATIO = 256;
  private static final float LARGEST_OPERAND_RATIO = 1 << 19;

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    for (FusedOp op : graph.fused()) {
      if (graph.value(op.output()).quant().isEmpty()) {
        continue;
      }
      if (op.weighted()) {
        checkProducts(graph, op);
      } else if (op.op().axes() == AxisUse.ELEMENTWISE) {
        checkOperands(graph, op);
      }
    }
    return graph;
  }

  private static void checkProducts(LoweredGraph graph, FusedOp op) {
    float input = scale(graph, op.inputs().get(0));
    for (float scale : scales(op, ConstantRole.WEIGHT)) {
      require(input * scale, "products", LARGEST_RATIO, graph, op);
    }
  }

  private static void checkOperands(LoweredGraph graph, FusedOp op) {
    float[] constants = scales(op, ConstantRole.OPERAND);
    if (op.inputs().size() + constants.length < 2) {
      return;
    }
    op.inputs()
        .forEach(i -> require(scale(graph, i), "operands", LARGEST_OPERAND_RATIO, graph, op));
    for (float scale : constants) {
      require(scale, "operands", LARGEST_OPERAND_RATIO, graph, op);
    }
  }

  private static float scale(LoweredGraph graph, String value) {
    return graph.value(value).requireQuant().scale();
  }

  private static float[] scales(FusedOp op, ConstantRole role) {
    return op.optional(role)
        .map(constant -> constant.quantization().orElseThrow().scales().toFloats())
        .orElseGet(() -> new float[0]);
  }

  private static void require(float scale, String of, float limit, LoweredGraph graph, FusedOp op) {
    float output = scale(graph, op.output());
    if (!(scale / output < limit)) {
      throw PipelineException.failed("The layer is dead: calibration saw only zeros behind it")
          .found("an output of scale " + output + " for " + of + " of scale " + scale)
          .limit("a ratio below " + limit)
          .where("node " + op.name())
          .remedy("train again or prune less; the floats can be exported as they are")
          .build();
    }
  }
}
