package io.edgeflow.formats.lower;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.HalfFloat;
import java.util.EnumMap;
import java.util.Map;

/** Stores every constant in 16-bit floats; what is beyond their range is refused. */
final class StoreHalves implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    graph.ops().forEach(op -> op.dispatch(fused -> rewrite.add(stored(fused)), rewrite::add));
    return rewrite.done();
  }

  private static FusedOp stored(FusedOp op) {
    Map<ConstantRole, LoweredConstant> halves = new EnumMap<>(ConstantRole.class);
    op.constants()
        .forEach(
            (role, constant) -> {
              requireRange(constant);
              halves.put(role, constant.halves());
            });
    return op.withConstants(halves);
  }

  private static void requireRange(LoweredConstant constant) {
    for (float value : constant.value().toFloats()) {
      if (Math.abs(value) > HalfFloat.MAX) {
        throw PipelineException.failed("A constant does not fit 16-bit floats")
            .found(value)
            .limit(HalfFloat.MAX)
            .where("constant " + constant.name())
            .remedy("export fp32 or int8_weights")
            .build();
      }
    }
  }
}
