package io.edgeflow.formats.lower;

import java.util.HashSet;
import java.util.Set;

/**
 * Leaves out operations that no output of the model depends on. They would cost time, and XNNPACK
 * may crash where nothing reads a value.
 */
final class DropUnread implements Rule {
  @Override
  public LoweredGraph apply(LoweredGraph graph) {
    Set<String> read = read(graph);
    Rewrite rewrite = new Rewrite(graph);
    for (LoweredOp op : graph.ops()) {
      if (read.contains(op.output())) {
        rewrite.add(op);
      } else {
        rewrite.drop(op.output());
      }
    }
    return rewrite.done();
  }

  private static Set<String> read(LoweredGraph graph) {
    Set<String> read = new HashSet<>(graph.outputs());
    for (LoweredOp op : graph.backwards()) {
      if (read.contains(op.output())) {
        read.addAll(op.inputs());
      }
    }
    return read;
  }
}
