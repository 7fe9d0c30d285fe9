package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Operands;
import io.edgeflow.core.graph.op.PaddedMean;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Window;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pads an image apart from a mean over its windows where the target's kernel counts other places
 * than the mean does, and multiplies the means by what makes up for those which do not count.
 */
final class WeighMeans implements Rule {
  private final TargetProfile profile;

  WeighMeans(TargetProfile profile) {
    this.profile = profile;
  }

  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<FusedOp> mean = LoweredGraph.as(op).filter(f -> needsWeights(graph.operands(f), f));
      if (mean.isPresent()) {
        weigh(graph, rewrite, mean.get());
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  /** Kernels that pad count the places of the image alone. */
  private boolean needsWeights(Operands operands, FusedOp op) {
    Optional<PaddedMean> mean = op.op().paddedMean(operands);
    Optional<Window> window = op.op().window(operands);
    return mean.isPresent() && !(mean.get().ofImage() && profile.pads(window.orElseThrow()));
  }

  private static void weigh(LoweredGraph graph, Rewrite rewrite, FusedOp op) {
    Operands operands = graph.operands(op);
    PaddedMean mean = op.op().paddedMean(operands).orElseThrow();
    Pads pads = op.op().window(operands).orElseThrow().pads();
    String padded = PadApart.padded(graph, rewrite, op, pads);
    FusedOp all = op.withOp(op.op().withPads(Pads.NONE)).reading(List.of(padded));
    if (mean.whole()) {
      rewrite.add(all);
      return;
    }
    Shape shape = graph.value(op.output()).shape();
    String means = rewrite.free(op.name() + ".means");
    rewrite.put(Value.floats(means, shape));
    rewrite.add(all.withActivation(Activation.NONE).giving(means));
    int[] dims = {1, shape.fixed(2), shape.fixed(3)};
    LoweredConstant factors =
        LoweredConstant.floats(op.name() + ".factors", Tensor.of(dims, mean.factors()));
    rewrite.add(
        new FusedOp(
            rewrite.free(op.name() + ".weighed"),
            new Mul(),
            List.of(means),
            Map.of(ConstantRole.OPERAND, factors),
            op.activation(),
            op.output()));
  }
}
