package io.edgeflow.formats.lower;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.formats.lower.LoweredConstant.ConstantQuant;

/**
 * Refuses a layer whose 8-bit output is so much finer than its products that kernels cannot scale
 * one to the other: in calibration its activation gave hardly anything but zeros. XNNPACK takes a
 * ratio of scales below 256.
 */
final class RequireLiveLayers implements Rule {
  private static final float LARGEST_RATIO = 256;

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    for (FusedOp op : graph.fused()) {
      if (op.weighted() && graph.value(op.output()).quant().isPresent()) {
        check(graph, op);
      }
    }
    return graph;
  }

  private static void check(LoweredGraph graph, FusedOp op) {
    ConstantQuant weight = op.constant(ConstantRole.WEIGHT).quantization().orElseThrow();
    float input = graph.value(op.inputs().get(0)).requireQuant().scale();
    float output = graph.value(op.output()).requireQuant().scale();
    for (float scale : weight.scales().toFloats()) {
      if (!(input * scale / output < LARGEST_RATIO)) {
        throw PipelineException.failed("The layer is dead: calibration saw only zeros behind it")
            .found("an output of scale " + output + " for products of scale " + input * scale)
            .limit("a ratio below " + LARGEST_RATIO)
            .where("node " + op.name())
            .remedy("train again or prune less; the floats can be exported as they are")
            .build();
      }
    }
  }
}
