package io.edgeflow.formats.lower;

/** Leaves out what does nothing outside training, such as dropout. */
final class DropIdentities implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      if (LoweredGraph.as(op).filter(f -> f.op().identityAtInference()).isPresent()) {
        rewrite.replace(op.output(), op.inputs().get(0));
      } else {
        rewrite.add(op);
      }
    }
    return rewrite.done();
  }
}
