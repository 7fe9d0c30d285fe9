package io.edgeflow.core.graph;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.preprocess.PreprocessingV1;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header's version 1: a node's first input is data, the rest are its constants in the
 * operator's order; one input and one output.
 */
record GraphHeaderV1(
    int version,
    String name,
    List<OldNode> nodes,
    List<OldEntry> constants,
    Map<String, ValueRange> ranges,
    String input,
    List<Object> inputShape,
    String output,
    List<String> labels,
    @Nullable PreprocessingV1 preprocessing) {
  static final int VERSION = 1;

  GraphHeaderV1 {
    nodes = List.copyOf(nodes);
    constants = List.copyOf(constants);
    inputShape = List.copyOf(inputShape);
    labels = List.copyOf(labels);
  }

  record OldNode(String name, Op op, List<String> inputs) {
    OldNode {
      inputs = List.copyOf(inputs);
      if (inputs.isEmpty()) {
        throw new IllegalArgumentException("The node " + name + " reads nothing");
      }
    }

    Node current() {
      List<ConstantRole> order = new ArrayList<>(op.roles().required());
      order.addAll(op.roles().optional());
      Map<ConstantRole, String> roles = new EnumMap<>(ConstantRole.class);
      for (int i = 1; i < inputs.size(); i++) {
        if (i > order.size()) {
          throw new IllegalArgumentException("Node " + name + " has too many inputs: " + inputs);
        }
        roles.put(order.get(i - 1), inputs.get(i));
      }
      return new Node(name, op, inputs.subList(0, 1), roles);
    }
  }

  record OldEntry(String name, String role, boolean masked) {}

  GraphHeader current() {
    return new GraphHeader(
        GraphHeader.VERSION,
        name,
        nodes.stream().map(OldNode::current).toList(),
        constants.stream()
            .map(c -> new GraphHeader.Entry(c.name(), kind(c.role()), c.masked()))
            .toList(),
        ranges,
        List.of(new GraphHeaderV2.OldInput(input, inputShape, preprocessing).current()),
        List.of(new GraphHeaderV2.OldOutput(output, labels).current()));
  }

  private static Constant.Kind kind(String role) {
    return Constant.Kind.valueOf(role.toUpperCase(Locale.ROOT));
  }
}
