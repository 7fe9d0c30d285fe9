package io.edgeflow.train.djl;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The order in which the engine executes the nodes of a graph. */
final class ExecutionOrder {
  private ExecutionOrder() {}

  /**
   * The graph's order, but with a Relu or its like that only a max pooling reads moved behind it.
   * The largest of rectified values is the rectified largest value, and the gradient reaches the
   * same element, so the numbers stay the same bit for bit while the Relu sees a quarter of the
   * elements or less.
   */
  static List<Node> of(ModelGraph graph) {
    List<Node> order = new ArrayList<>(graph.nodes());
    for (int i = 0; i < order.size(); i++) {
      Node monotone = order.get(i);
      if (monotone.op().monotone() && !graph.signature().gives(monotone.output())) {
        List<Node> readers = graph.consumers(monotone.output());
        if (readers.size() == 1 && readers.get(0).op().picksLargest()) {
          Node pool = readers.get(0);
          order.set(i, new Node(monotone.name(), pool.op(), monotone.inputs(), Map.of()));
          order.set(
              order.indexOf(pool), new Node(pool.name(), monotone.op(), pool.inputs(), Map.of()));
        }
      }
    }
    return List.copyOf(order);
  }
}
