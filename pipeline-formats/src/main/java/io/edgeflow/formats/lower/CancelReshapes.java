package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.op.Activation;
import java.util.Optional;

/**
 * Leaves out a reshape that takes back the one before it, as between two 1-D convolutions that run
 * as 2-D ones. What nothing reads then is for {@link DropUnread}.
 */
final class CancelReshapes implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      Optional<String> source = LoweredGraph.as(op).flatMap(f -> source(graph, f));
      if (source.isPresent()) {
        rewrite.replace(op.output(), source.get());
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }

  private static boolean onlyReshapes(FusedOp op) {
    return op.op().reshapes() && op.activation() == Activation.NONE;
  }

  /** What the reshape before reads, where that has the shape which this one gives. */
  private static Optional<String> source(LoweredGraph graph, FusedOp op) {
    return Optional.of(op)
        .filter(CancelReshapes::onlyReshapes)
        .flatMap(f -> graph.producer(f.inputs().get(0)))
        .filter(CancelReshapes::onlyReshapes)
        .map(before -> before.inputs().get(0))
        .filter(value -> graph.value(value).shape().equals(graph.value(op.output()).shape()));
  }
}
