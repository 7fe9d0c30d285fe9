package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import java.util.List;

/**
 * One operation that a device carries out.
 *
 * @param node the node it comes from
 * @param input the tensor it reads, past any dropout
 * @param output the tensor it gives: the node's own, or that of the ReLU drawn into it
 * @param relu whether a ReLU follows within the operation
 */
public record Kernel(Node node, String input, String output, boolean relu) {
  /** The operator. */
  public Op op() {
    return node.op();
  }

  /** Whether it multiplies by a weight and adds a bias: a convolution or a Linear. */
  public boolean isWeighted() {
    return op() instanceof Op.Conv2d || op() instanceof Op.Linear;
  }

  /** Whether its output holds a selection of its input's values, so that both share one scale. */
  public boolean keepsValues() {
    return op() instanceof Op.MaxPool2d || op() instanceof Op.Flatten;
  }

  /** The names of its constants in the operator's order. */
  public List<String> constants() {
    return node.inputs().subList(1, node.inputs().size());
  }

  Kernel withRelu(String newOutput) {
    return new Kernel(node, input, newOutput, true);
  }
}
