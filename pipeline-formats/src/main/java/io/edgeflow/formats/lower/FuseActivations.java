package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.formats.quant.GivenQuantization;
import java.util.Optional;

/**
 * Draws an activation into the operation before it, when the target's kernel can carry it out and
 * nothing else reads that operation's output.
 */
final class FuseActivations implements Rule {
  private final TargetProfile profile;
  private final GivenQuantization given;

  FuseActivations(TargetProfile profile) {
    this(profile, GivenQuantization.NONE);
  }

  /**
   * @param given of a file that was read: a tensor that it has integers of is one that it computes
   */
  FuseActivations(TargetProfile profile, GivenQuantization given) {
    this.profile = profile;
    this.given = given;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<Activation> activation =
          LoweredGraph.as(op).flatMap(f -> f.op().activation()).filter(a -> fits(graph, op, a));
      if (activation.isPresent()) {
        FusedOp before = rewrite.producer(op.inputs().get(0));
        rewrite.drop(before.output());
        rewrite.exchange(before, before.withActivation(activation.get()).giving(op.output()));
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private boolean fits(LoweredGraph graph, LoweredOp op, Activation activation) {
    String input = op.inputs().get(0);
    return graph.readers(input) == 1
        && given.value(input).isEmpty()
        && graph
            .producer(input)
            .filter(before -> before.op().activation().isEmpty())
            .filter(before -> before.activation() == Activation.NONE)
            .filter(before -> before.op().accept(profile).fuses().contains(activation))
            .isPresent();
  }
}
