package io.edgeflow.core.graph;

import java.util.List;

/**
 * One operator applied to named tensors or constants.
 *
 * @param name unique among nodes; also the name of its output tensor
 * @param inputs the data input first, then constants in the operator's order
 */
public record Node(String name, Op op, List<String> inputs) {
  /** Copies the inputs. */
  public Node {
    inputs = List.copyOf(inputs);
    if (name.isBlank() || inputs.isEmpty()) {
      throw new IllegalArgumentException("A node needs a name and an input: " + name);
    }
  }

  /** The data input. */
  public String input() {
    return inputs.get(0);
  }

  /** The output tensor's name: a node has one output, named as the node. */
  public String output() {
    return name;
  }
}
