package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts zeros, or what counts least in a maximum, around an image by an operation of its own where
 * the target's kernel cannot.
 */
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
              .filter(w -> !profile.pads(w) || mistaken(graph, op, w));
      if (window.isPresent()) {
        FusedOp fused = LoweredGraph.as(op).orElseThrow();
        String padded = padded(graph, rewrite, fused, window.get().pads());
        rewrite.add(fused.withOp(fused.op().withPads(Pads.NONE)).reading(List.of(padded)));
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  /** Whether the target would take zeros before a kernel for the other padding that it knows. */
  private boolean mistaken(LoweredGraph graph, LoweredOp op, Window window) {
    return profile.drawsPadsIn()
        && !window.valid()
        && LoweredGraph.as(op).filter(f -> f.op().padding() != 0).isPresent()
        && graph.producer(op.inputs().get(0)).filter(f -> f.op().surrounds()).isPresent();
  }

  /** Adds the image with its padding around; gives its name. */
  static String padded(LoweredGraph graph, Rewrite rewrite, FusedOp op, Pads pads) {
    Arrangement.Pad pad = Arrangement.Pad.image(pads, op.op().padding());
    String padded = rewrite.free(op.name() + ".padded");
    FusedOp around = new FusedOp(padded, pad, op.inputs(), Map.of(), Activation.NONE, padded);
    rewrite.put(Value.floats(padded, pad.shape(graph.operands(around))));
    rewrite.add(around);
    return padded;
  }
}
