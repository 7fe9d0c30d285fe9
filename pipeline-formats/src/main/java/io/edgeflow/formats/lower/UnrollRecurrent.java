package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Recurrent;
import java.util.Optional;

/**
 * Makes a layer that reads a series step by step one of as many cells as there are steps, in
 * floats, where the target has no kernel for it. The products with the input are one matrix product
 * for all steps; all cells share one recurrent weight.
 */
final class UnrollRecurrent implements Rule {
  private final TargetProfile profile;

  UnrollRecurrent(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> layer = LoweredGraph.as(op).filter(f -> f.op().accept(profile).inParts());
      Optional<Recurrent> recurrent = layer.flatMap(f -> f.op().recurrent());
      if (recurrent.isPresent()) {
        Expansion parts = new Expansion(rewrite, layer.get());
        recurrent.get().acceptRecurrent(new Unrolling(parts, layer.get()));
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }
}
