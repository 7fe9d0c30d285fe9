package io.edgeflow.formats.lower;

import io.edgeflow.core.error.PipelineException;

/** Refuses by name what the target has no kernel for. */
final class RequireKernels implements Rule {
  private final TargetProfile profile;
  private final boolean int8;

  RequireKernels(TargetProfile profile, boolean int8) {
    this.profile = profile;
    this.int8 = int8;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    for (FusedOp op : graph.fused()) {
      KernelTraits traits = op.op().accept(profile);
      if (!traits.floats() && !(int8 && traits.int8())) {
        throw PipelineException.failed("The operator has no exact form in the format")
            .found(op.op())
            .where("node " + op.name() + ", format " + profile.name())
            .remedy("change the architecture, or leave the format out of the configuration")
            .build();
      }
    }
    return graph;
  }
}
