package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts zeros around an image by an operation of their own where the target's kernel cannot. */
final class PadApart implements Rule {
  private final TargetProfile profile;

  PadApart(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<Window> window =
          LoweredGraph.as(op)
              .flatMap(f -> f.op().window(graph.operands(f)))
              .filter(w -> !profile.pads(w));
      if (window.isPresent()) {
        split(graph, rewrite, LoweredGraph.as(op).orElseThrow(), window.get().pads());
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private static void split(LoweredGraph graph, Rewrite rewrite, FusedOp op, Pads pads) {
    Arrangement.Pad pad = Arrangement.Pad.image(pads);
    String padded = rewrite.free(op.name() + ".padded");
    FusedOp zeros = new FusedOp(padded, pad, op.inputs(), Map.of(), Activation.NONE, padded);
    rewrite.put(Value.floats(padded, pad.shape(graph.operands(zeros))));
    rewrite.add(zeros);
    rewrite.add(op.withOp(op.op().withPads(Pads.NONE)).reading(List.of(padded)));
  }
}
