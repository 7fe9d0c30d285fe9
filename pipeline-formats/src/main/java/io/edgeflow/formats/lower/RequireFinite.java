package io.edgeflow.formats.lower;

import io.edgeflow.core.error.PipelineException;

/** Refuses weights that are not finite: a NaN would become a number in an 8-bit file. */
final class RequireFinite implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    for (FusedOp op : graph.fused()) {
      op.constants()
          .forEach(
              (role, constant) -> {
                for (float value : constant.value().toFloats()) {
                  if (!Float.isFinite(value)) {
                    throw PipelineException.failed("A weight is not finite")
                        .found(value)
                        .where("node " + op.name() + ", " + role.id())
                        .remedy("train again, with a smaller learning rate")
                        .build();
                  }
                }
              });
    }
    return graph;
  }
}
